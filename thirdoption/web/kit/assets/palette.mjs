// USWDS compiles its colors into the rules. Here each becomes a custom property of tokens.css,
// so the dark theme is one list of values. The same hex means different things as text, as a
// face and as a line, hence three tables; a color that is missing here stops the build.
const text = {
  "#1b1b1b": "ink", black: "ink",
  "#454545": "ink-soft", "#565c65": "ink-soft",
  "#757575": "ink-faint", "#71767a": "ink-faint", "#919191": "ink-faint",
  "#07648d": "link", "#074b69": "link-hover", "#002d3f": "link-active",
  white: "on-accent", "#b50909": "error",
};

const face = {
  white: "surface", "#f0f0f0": "surface-2", "#dfe1e2": "surface-3", "#c9c9c9": "disabled",
  "#1b1b1b": "ink", "#71767a": "ink-faint", "#757575": "ink-faint", "#919191": "ink-faint",
  "#565c65": "tag",
  "#07648d": "accent", "#074b69": "accent-hover", "#002d3f": "accent-active",
  "rgba(7, 100, 141, 0.1)": "accent-tint",
  "#b50909": "error", "#9c3d10": "error-solid",
  "#e7f6f8": "info-face", "#faf3d1": "warning-face", "#f4e3db": "error-face", "#ecf3ec": "success-face",
};

const line = {
  "#1b1b1b": "ink", white: "surface",
  "#dfe1e2": "line", "#e6e6e6": "line", "#f0f0f0": "line", "#c9c9c9": "line", "#dae9ee": "line-accent",
  "#565c65": "line-strong", "#71767a": "line-strong", "#757575": "line-strong",
  "#919191": "line-strong", "#a9aeb1": "line-strong",
  "#07648d": "accent", "#074b69": "accent-hover", "#002d3f": "accent-active",
  "#2491ff": "focus", "#b50909": "error", "#d54309": "error", "#9c3d10": "error-solid",
  "#ffbe2e": "warning", "#00a91c": "success", "#00bde3": "info", "#99deea": "info",
  "rgba(27, 27, 27, 0.2)": "shade",
};

const TABLES = [
  [/^(color|fill|-webkit-text-fill-color)$/, text],
  [/^background(-color)?$/, face],
  [/^(border|outline|box-shadow)/, line],
];
const COLOR = /#[0-9a-f]{3,8}\b|\b(?:white|black)\b|rgba?\([^)]*\)/gi;

// Replaces the colors in one declaration; `missing` collects those without a name.
export function nameColors(property, value, missing) {
  const table = TABLES.find(([match]) => match.test(property))?.[1];
  if (!table || value.includes("url(")) return value;
  return value.replace(COLOR, (color) => {
    const name = table[color.toLowerCase()];
    if (!name) missing.add(`${property}: ${color}`);
    return `var(--${name})`;
  });
}
