export interface FakeHtmlOutput {
  getContent(): string;
  getTitle(): string;
  setTitle(title: string): FakeHtmlOutput;
  getWidth(): number;
  setWidth(pixels: number): FakeHtmlOutput;
  getHeight(): number;
  setHeight(pixels: number): FakeHtmlOutput;
}

/** The stand-in of `HtmlService`; `files` are the script project's HTML files, by name without `.html`. */
export function createHtmlService(files: Record<string, string>): object {
  return {
    createHtmlOutput: (html = "") => createOutput(html),
    createHtmlOutputFromFile(name: string) {
      const html = Object.hasOwn(files, name) ? files[name] : undefined;
      if (html === undefined) throw new Error(`No HTML file named ${name} was found.`);
      return createOutput(html);
    },
  };
}

function createOutput(html: string): FakeHtmlOutput {
  let title = "";
  let [width, height] = [0, 0];
  const output: FakeHtmlOutput = {
    getContent: () => html,
    getTitle: () => title,
    setTitle(text) {
      title = text;
      return output;
    },
    getWidth: () => width,
    setWidth(pixels) {
      width = pixels;
      return output;
    },
    getHeight: () => height,
    setHeight(pixels) {
      height = pixels;
      return output;
    },
  };
  return output;
}
