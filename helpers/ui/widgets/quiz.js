// A quiz: what is chosen stands in the notebook's answer cell, and is read back from there.
const MARK = "# 퀴즈에서 고른 답";
const SAID = {
  open: "모두 고르면 답 칸에 답이 적혀요.",
  written: "답 칸에 답을 적어 두었어요.",
  below: "답 칸에 적어 둔 것이 있어서 그 아래에 붙였어요. 필요 없는 줄은 지우세요.",
  shown: "이 노트북에는 답 칸이 없어요. 이렇게 답을 넘기세요:",
  missing: "아직 고르지 않은 것이 있어요.",
  away: '커널이 다시 시작되었어요. 까닭을 보려면 `start("ID")`를 다시 실행하세요. 고른 답은 답 칸에 남아 있어요.',
};

// ---- the answer as a line of Bash, there and back

function lineOf(answer) {
  return `echo "${answer.replace(/["$`\\]/g, "\\$&")}" ${MARK}`;
}

function answerIn(source) {
  const line = source.split("\n").find((one) => one.endsWith(MARK));
  const found = line && /^echo "(.*)" /.exec(line);
  return found ? found[1].replace(/\\(["$`\\])/g, "$1") : undefined;
}

// The value of each question, from the answer that they made together; undefined where they cannot have made it.
function valuesOf(answer, questions, join) {
  const words = answer.split(join);
  const values = questions.map(({ choices }) => {
    const fits = choices.some(({ value }) => value !== "" && value === words[0]);
    if (fits || (choices.length === 0 && words[0])) return words.shift();
    return choices.some(({ value }) => value === "") ? "" : undefined;
  });
  return words.some(Boolean) || values.includes(undefined) ? undefined : values;
}

// The cell's source with the line in it: in place of the stub or of the line before, never of what somebody wrote.
function withLine(source, line, stub) {
  const lines = source.split("\n");
  let at = lines.findIndex((one) => one.endsWith(MARK));
  if (at < 0) at = lines.findIndex((one) => one.trim() === stub);
  if (at < 0) at = lines.length;
  lines[at] = line;
  return lines.join("\n");
}

function cellNamed(panel, name) {
  for (const cell of panel?.content?.model?.cells ?? []) {
    if (cell.getMetadata("nbgrader")?.grade_id !== name) continue;
    return cell.sharedModel.getSource().startsWith("%%bash") ? cell.sharedModel : undefined;
  }
  return undefined;
}

// ---- one question

// JupyterLab's keys would take arrows and Enter away from what has the focus here; with Ctrl and the like they are its.
function ownKeys(root) {
  const pressed = (event) => {
    if (!root.contains(event.target)) return;
    const theirs = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  window.addEventListener("keydown", pressed, true);
  return () => window.removeEventListener("keydown", pressed, true);
}

function question(asked, number, changed) {
  const reason = make("p", { name: "lab-reason" });
  if (asked.choices.length === 0) {
    const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => changed(reason));
    const label = make("label", { text: asked.text }, input);
    return {
      node: make("div", { name: "lab-question" }, label, reason),
      reason,
      value: () => input.value.trim().replace(/\s+/g, " ") || undefined,
      set: (value) => (input.value = value),
      index: () => null,
    };
  }
  const name = `lab-${Math.random().toString(36).slice(2)}-${number}`;
  const inputs = asked.choices.map((_choice, index) => make("input", { type: "radio", value: index }));
  for (const input of inputs) {
    input.name = name;
    input.addEventListener("change", () => changed(reason));
  }
  const labels = asked.choices.map((choice, index) => make("label", {}, inputs[index], make("span", { text: choice.text })));
  const index = () => inputs.findIndex((input) => input.checked);
  return {
    node: make("fieldset", { name: "lab-question" }, make("legend", { text: asked.text }), ...labels, reason),
    reason,
    value: () => asked.choices[index()]?.value,
    set: (value) => (inputs[asked.choices.findIndex((choice) => choice.value === value)].checked = true),
    index,
  };
}

// ---- the quiz

function render({ model, el }) {
  const status = make("p", { name: "lab-status", "aria-live": "polite" });
  const line = make("code", { name: "lab-line" });
  const confirm = make("button", { type: "button", name: "lab-confirm", text: "확인" });
  const away = make("p", { name: "lab-away" }, ...words(SAID.away.replace("ID", model.get("exercise"))));
  const say = (key) => status.replaceChildren(...words(SAID[key]));
  let panel;

  const questions = model.get("questions").map((asked, number) =>
    question(asked, number, (reason) => {
      reason.replaceChildren();
      reason.className = "lab-reason";
      keep();
    }),
  );
  const answer = () => {
    const values = questions.map((one) => one.value());
    return values.includes(undefined) ? undefined : values.filter(Boolean).join(model.get("join"));
  };

  function keep() {
    const given = answer();
    line.textContent = "";
    if (given === undefined) return say("open");
    const cell = cellNamed(panel, model.get("cell"));
    if (!cell) {
      line.textContent = `check(${JSON.stringify(model.get("exercise"))}, ${JSON.stringify(given)})`;
      return say("shown");
    }
    const before = cell.getSource();
    const ours = answerIn(before) !== undefined || before.split("\n").some((one) => one.trim() === model.get("stub"));
    cell.setSource(withLine(before, lineOf(given), model.get("stub")));
    return say(ours ? "written" : "below");
  }

  function readBack() {
    const written = answerIn(cellNamed(panel, model.get("cell"))?.getSource() ?? "");
    const values = written === undefined ? undefined : valuesOf(written, model.get("questions"), model.get("join"));
    values?.forEach((value, number) => questions[number].set(value));
    say(values ? "written" : "open");
  }

  function told({ told: said }) {
    if (!said) return;
    said.reasons.forEach(({ right, text }, number) => {
      const { reason } = questions[number];
      const sign = { true: "맞아요", false: "다시 생각해 보세요", null: "" }[right];
      reason.className = `lab-reason ${{ true: "lab-right", false: "lab-wrong", null: "" }[right]}`;
      reason.replaceChildren(make("strong", { text: sign }), " ", ...words(text));
    });
    status.replaceChildren(...words(said.status));
  }

  confirm.addEventListener("click", () => {
    if (questions.some((one) => one.value() === undefined)) return say("missing");
    model.send({ chosen: questions.map((one) => one.index()) });
  });
  model.on("msg:custom", told);

  const named = { name: "lab-quiz", lang: "ko", "aria-label": `고르기: ${model.get("title")}` };
  const root = make("section", named, ...questions.map(({ node }) => node), confirm, status, line, away);
  el.append(root);
  inNotebook(root, (found) => {
    panel = found;
    readBack();
  });
  const ends = [awayWith(root), ownKeys(root)];
  return () => {
    for (const end of ends) end();
    model.off("msg:custom", told);
  };
}

export default { render };
