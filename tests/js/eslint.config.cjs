// eslint's rules for all JavaScript of ours; found through NODE_PATH, as the packages stand in .lab/js.
const js = require("@eslint/js");
const globals = require("globals");

const STRICT = {
  "consistent-this": "error",
  "curly": ["error", "multi-line"],
  "eqeqeq": "error",
  "func-style": ["error", "declaration", { allowArrowFunctions: true }],
  "max-lines-per-function": ["error", { max: 40, skipComments: true }],
  "no-console": ["error", { allow: ["warn"] }],
  "no-empty": ["error", { allowEmptyCatch: true }],
  "no-eval": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-use-before-define": ["error", { functions: false, classes: false }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  "require-await": "error",
};

module.exports = [
  { ignores: ["**/.*/", "work/"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" }, rules: STRICT },
  { files: ["helpers/ui/widgets/*.js", "helpers/ui/startpage/**/{exercises,first,running}.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["helpers/ui/startpage/**/lab.js"],
    languageOptions: { sourceType: "script", globals: globals.browser },
  },
  { files: ["tests/js/*.js"], languageOptions: { globals: globals.node } },
  { files: ["tests/js/*.cjs"], languageOptions: { sourceType: "commonjs", globals: globals.node } },
];
