// A quiz: what is chosen stands in the notebook's answer cell, and is read back from there.

import { awayWith, inNotebook, make, words } from "./words.js";

/**
 * @typedef {{ text: string, choices: { text: string, value: string }[] }} Asked
 * @typedef {{
 *   exercise: string, title: string, cell: string, stub: string, join: string, questions: Asked[],
 * }} State
 * @typedef {{ reasons: { right: boolean | null, text: string }[], feedback: string }} Told
 * @typedef {{
 *   node: HTMLElement, reason: HTMLElement, value: () => string | undefined, set: (value: string) => void,
 *   given: () => number | string,
 * }} Question
 */

const MARK = "# 퀴즈에서 고른 답";
const NEXT = "docker-lab:next";
const SAID = {
  open: "모두 고르고 확인을 누르면 채점합니다.",
  written: "답 칸에도 답을 적어 두었습니다. 확인을 누르면 채점합니다.",
  below: "답 칸에 적어 둔 것이 있어서 그 아래에 붙였습니다. 필요 없는 줄은 지우세요. 확인을 누르면 채점합니다.",
  shown: "이 노트북에는 답 칸이 없습니다. 확인을 누르거나, 이렇게 답을 넘기세요:",
  missing: "아직 고르지 않은 것이 있습니다.",
  away: '커널이 다시 시작되었습니다. 이유를 보려면 `start("ID")`를 다시 실행하세요. 고른 답은 답 칸에 남아 있습니다.',
};

// ---- the answer as a line of Bash, there and back

/**
 * The line that stands for an answer, quoted for Bash.
 * @param {string} answer
 */
export function lineOf(answer) {
  return `echo "${answer.replace(/["$`\\]/g, "\\$&")}" ${MARK}`;
}

/**
 * The answer that a cell's source holds; undefined where it has no such line.
 * @param {string} source
 */
export function answerIn(source) {
  const line = source.split("\n").find((one) => one.endsWith(MARK));
  const found = line && /^echo "(.*)" /.exec(line);
  return found?.[1]?.replace(/\\(["$`\\])/g, "$1");
}

/**
 * The value of each question, from the answer that they made together; undefined where they cannot have made it.
 * @param {string} answer
 * @param {Asked[]} questions
 * @param {string} join
 */
export function valuesOf(answer, questions, join) {
  const left = answer.split(join);
  const values = questions.map(({ choices }) => {
    const fits = choices.some(({ value }) => value !== "" && value === left[0]);
    if (fits || (choices.length === 0 && left[0])) return left.shift();
    return choices.some(({ value }) => value === "") ? "" : undefined;
  });
  return left.some(Boolean) ? undefined : whole(values);
}

/**
 * The values, where there is one of each question.
 * @param {(string | undefined)[]} values
 */
function whole(values) {
  const given = values.filter((value) => value !== undefined);
  return given.length === values.length ? given : undefined;
}

/**
 * The cell's source with the line in it: in place of the stub or of the line before, never of what somebody wrote.
 * @param {string} source
 * @param {string} line
 * @param {string} stub
 */
export function withLine(source, line, stub) {
  const lines = source.split("\n");
  let at = lines.findIndex((one) => one.endsWith(MARK));
  if (at < 0) at = lines.findIndex((one) => one.trim() === stub);
  if (at < 0) at = lines.length;
  lines[at] = line;
  return lines.join("\n");
}

/**
 * The answer cell `name`, where it still is one.
 * @param {Panel | undefined} panel
 * @param {string} name
 */
export function cellNamed(panel, name) {
  for (const cell of panel?.content?.model?.cells ?? []) {
    if (cell.getMetadata("nbgrader")?.grade_id !== name) continue;
    return cell.sharedModel.getSource().startsWith("%%answer ") ? cell.sharedModel : undefined;
  }
  return undefined;
}

// ---- one question

/**
 * JupyterLab's keys would take arrows and Enter away from what has the focus here; with Ctrl and the like they are its.
 * @param {HTMLElement} root
 */
function ownKeys(root) {
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.target instanceof Element) || !root.contains(event.target)) return;
    const theirs = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  window.addEventListener("keydown", pressed, true);
  return () => window.removeEventListener("keydown", pressed, true);
}

/**
 * A question whose answer is written.
 * @param {Asked} asked
 * @param {(reason: HTMLElement) => void} changed
 * @returns {Question}
 */
function written(asked, changed) {
  const reason = make("p", { name: "lab-reason" });
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => changed(reason));
  const label = make("label", { text: asked.text }, input);
  const text = () => input.value.trim().replace(/\s+/g, " ");
  return {
    node: make("div", { name: "lab-question" }, label, reason),
    reason,
    value: () => text() || undefined,
    set: (value) => {
      input.value = value;
    },
    given: text,
  };
}

/**
 * A question with choices.
 * @param {Asked} asked
 * @param {number} number
 * @param {(reason: HTMLElement) => void} changed
 * @returns {Question}
 */
function chosen(asked, number, changed) {
  const reason = make("p", { name: "lab-reason" });
  const name = `lab-${Math.random().toString(36).slice(2)}-${number}`;
  const inputs = asked.choices.map((_choice, at) => make("input", { type: "radio", value: at }));
  for (const input of inputs) {
    input.name = name;
    input.addEventListener("change", () => changed(reason));
  }
  const labels = inputs.map((input, at) => make("label", {}, input, make("span", { text: asked.choices[at]?.text })));
  const index = () => inputs.findIndex((input) => input.checked);
  return {
    node: make("fieldset", { name: "lab-question" }, make("legend", { text: asked.text }), ...labels, reason),
    reason,
    value: () => asked.choices[index()]?.value,
    set: (value) => {
      const input = inputs[asked.choices.findIndex((choice) => choice.value === value)];
      if (input) input.checked = true;
    },
    given: index,
  };
}

// ---- the quiz

const JUDGED = {
  true: { name: "lab-right", sign: "맞습니다" },
  false: { name: "lab-wrong", sign: "다시 생각해 보세요" },
  null: { name: "", sign: "" },
};

class Quiz {
  /** @param {import("@anywidget/types").AnyModel<State>} model */
  constructor(model) {
    this.model = model;
    /** @type {Panel | undefined} */
    this.panel = undefined;
    this.status = make("p", { name: "lab-status", "aria-live": "polite" });
    this.line = make("code", { name: "lab-line" });
    this.feedback = make("div", { name: "lab-graded", "aria-live": "polite" });
    this.questions = model.get("questions").map((asked, number) => this.question(asked, number));
    const confirm = make("button", { type: "button", name: "lab-confirm", text: "확인" });
    confirm.addEventListener("click", () => this.confirm());
    const away = make("p", { name: "lab-away" }, ...words(SAID.away.replace("ID", model.get("exercise"))));
    this.next = make("button", { type: "button", name: "lab-confirm", text: "다음 문제" });
    this.next.hidden = true;
    this.next.addEventListener("click", () => void window.jupyterapp?.commands.execute(NEXT, { exercise: model.get("exercise") }));
    const named = { name: "lab-quiz", lang: "ko", "aria-label": `고르기: ${model.get("title")}` };
    const nodes = this.questions.map(({ node }) => node);
    this.root = make("section", named, ...nodes, confirm, this.status, this.line, this.feedback, this.next, away);
  }

  /**
   * @param {Asked} asked
   * @param {number} number
   */
  question(asked, number) {
    const changed = (/** @type {HTMLElement} */ reason) => {
      reason.replaceChildren();
      reason.className = "lab-reason";
      this.feedback.replaceChildren();
      this.next.hidden = true;
      this.keep();
    };
    return asked.choices.length ? chosen(asked, number, changed) : written(asked, changed);
  }

  /** @param {keyof typeof SAID} key */
  say(key) {
    this.status.replaceChildren(...words(SAID[key]));
  }

  /** The notebook's answer cell, where it has one. */
  cell() {
    return cellNamed(this.panel, this.model.get("cell"));
  }

  /** Write the answer where it belongs, once every question has one. */
  keep() {
    const values = whole(this.questions.map((one) => one.value()));
    this.line.textContent = "";
    if (!values) return this.say("open");
    const given = values.filter(Boolean).join(this.model.get("join"));
    const [cell, stub] = [this.cell(), this.model.get("stub")];
    if (!cell) {
      this.line.textContent = `check(${JSON.stringify(this.model.get("exercise"))}, ${JSON.stringify(given)})`;
      return this.say("shown");
    }
    const before = cell.getSource();
    const ours = answerIn(before) !== undefined || before.split("\n").some((one) => one.trim() === stub);
    cell.setSource(withLine(before, lineOf(given), stub));
    return this.say(ours ? "written" : "below");
  }

  /** Choose again what the answer cell of `panel` holds. */
  readBack(/** @type {Panel | undefined} */ panel) {
    this.panel = panel;
    const answer = answerIn(this.cell()?.getSource() ?? "");
    const { model } = this;
    const values = answer === undefined ? undefined : valuesOf(answer, model.get("questions"), model.get("join"));
    values?.forEach((value, number) => this.questions[number]?.set(value));
    this.say(values ? "written" : "open");
  }

  confirm() {
    if (this.questions.some((one) => one.value() === undefined)) return this.say("missing");
    return this.model.send({ given: this.questions.map((one) => one.given()) });
  }

  /** What the kernel says of the choices, and of the whole answer. */
  told(/** @type {Told | undefined} */ said) {
    said?.reasons.forEach(({ right, text }, number) => {
      const reason = this.questions[number]?.reason;
      const { name, sign } = JUDGED[`${right}`];
      if (reason) reason.className = `lab-reason ${name}`;
      reason?.replaceChildren(...(text ? [make("strong", { text: sign }), " ", ...words(text)] : []));
    });
    if (!said) return;
    this.status.replaceChildren();
    this.feedback.innerHTML = said.feedback;
    this.leadOn(this.feedback.querySelector(".lab-passed") !== null);
  }

  /** After the pass the next exercise is one key away, where the notebook has this one (docker-lab's exercises.js). */
  leadOn(/** @type {boolean} */ passed) {
    this.next.hidden = !(passed && this.cell() && window.jupyterapp?.commands.hasCommand(NEXT));
    if (!this.next.hidden) this.next.focus();
  }
}

/** @type {import("@anywidget/types").Render<State>} */
function render({ model, el }) {
  const quiz = new Quiz(model);
  const heard = (/** @type {{ told?: Told }} */ message) => quiz.told(message.told);
  model.on("msg:custom", heard);
  el.append(quiz.root);
  inNotebook(quiz.root, (panel) => quiz.readBack(panel));
  const ends = [awayWith(quiz.root), ownKeys(quiz.root)];
  return () => {
    for (const end of ends) end();
    model.off("msg:custom", heard);
  };
}

export default { render };
