import js from "@eslint/js";
import globals from "globals";
import unsanitized from "eslint-plugin-no-unsanitized";

const size = {
  "max-lines": ["error", { max: 400 }],
  "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
  "max-depth": ["error", 3],
};

/** Younger than the browsers of 2020 that the page is for; docs/architecture.md says which. */
const tooNew = [
  {
    selector: "AssignmentExpression[operator=/^(\\?\\?|\\|\\||&&)=$/]",
    message: "Assign in two words.",
  },
  { selector: "Literal[regex.pattern=/\\(\\?<[=!]/]", message: "No lookbehind before iOS 16.4." },
  { selector: "MemberExpression[property.name=/^aria[A-Z]/]", message: "Set the attribute." },
  {
    selector: "MemberExpression[object.name='AbortSignal'][property.name=/^(any|timeout)$/]",
    message: "Use an AbortController.",
  },
  {
    selector: "CallExpression[callee.name=/^(structuredClone|requestIdleCallback)$/]",
    message: "Not there in 2020.",
  },
  {
    selector:
      "MemberExpression[property.name=/^(checkVisibility|requestSubmit|showPopover|randomUUID|canParse)$/]",
    message: "Not there in 2020.",
  },
];

export default [
  { ignores: ["build/", "node_modules/", "frontend/docs/", "frontend/vendor/", "**/*.d.ts"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  {
    files: ["frontend/**/*.js"],
    ...unsanitized.configs.recommended,
    languageOptions: { ecmaVersion: 2021, globals: globals.browser },
  },
  {
    files: ["frontend/**/*.js"],
    rules: {
      ...size,
      "no-alert": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-console": "error",
      "no-restricted-syntax": ["error", ...tooNew],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text nodes only." },
        { property: "outerHTML", message: "Text nodes only." },
        { property: "insertAdjacentHTML", message: "Text nodes only." },
      ],
    },
  },
  {
    files: ["frontend/**/*.js"],
    ignores: ["frontend/api.js", "frontend/sw.js"],
    rules: {
      "no-restricted-globals": ["error", { name: "fetch", message: "api.js is the only fetch()." }],
    },
  },
  {
    // Browsers read it that know no module.
    files: ["frontend/old.js"],
    languageOptions: { ecmaVersion: 5, sourceType: "script" },
    rules: { "no-var": "off", strict: ["error", "function"] },
  },
  { files: ["frontend/sw.js"], languageOptions: { globals: globals.serviceworker } },
  {
    files: ["tests/**/*.{js,mjs}", "tools/**/*.{js,mjs}", "*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: size,
  },
  {
    // A drawing is a list of its shapes.
    files: ["tools/posters/**/*.mjs"],
    rules: { "max-lines-per-function": "off" },
  },
];
