import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Fragment, jsx, jsxs } from "preact/jsx-runtime";
import { useShown } from "./app.ts";
import { Field } from "./components/Field.tsx";
import { Icon } from "./components/Icon.tsx";
import { IconButton } from "./components/IconButton.tsx";
import { Problem, ProblemAction } from "./components/Problem.tsx";
import { TopBar } from "./components/TopBar.tsx";
import { TypeSelect } from "./components/TypeSelect.tsx";
import { costText } from "./cost-text.ts";
import { Failure, ofProblem, toFailure } from "./failure.ts";
import { useCellText } from "./hooks/use-cell-text.ts";
import { usePages } from "./hooks/use-pages.ts";
import { hasTexts, takeTexts, translateWith } from "./messages.ts";
import { leanRow } from "./next-part.ts";
import { sentence } from "./sentence.ts";
import { createSseParser } from "./sse.ts";
import { createStore, useStore } from "./store.ts";
import { listWrites, takeBack } from "./undoing.ts";
import { isUnknown, lookUp } from "./writing.ts";

/**
 * What the page's parts have of the page: they are bundled without these, and the build tells them each one's place
 * in this list.
 */
export const shared: readonly unknown[] = [
  Fragment,
  jsx,
  jsxs,
  useEffect,
  useMemo,
  useRef,
  useState,
  useShown,
  Field,
  Icon,
  IconButton,
  Problem,
  ProblemAction,
  TopBar,
  TypeSelect,
  Failure,
  ofProblem,
  toFailure,
  useCellText,
  usePages,
  hasTexts,
  takeTexts,
  translateWith,
  leanRow,
  costText,
  sentence,
  createSseParser,
  createStore,
  useStore,
  listWrites,
  takeBack,
  isUnknown,
  lookUp,
];
