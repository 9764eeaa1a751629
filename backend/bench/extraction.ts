/** Everything that is measured of extraction, one subject a file; each also runs alone. */
await import("./recognizers.ts");
await import("./typing-speed.ts");
await import("./completeness.ts");
await import("./csv-speed.ts");
await import("./row-stream.ts");
await import("./grounding.ts");
await import("./tokens.ts");
