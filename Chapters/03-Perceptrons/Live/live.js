"use strict";
book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    const lent = (values, use) => { const place = swift.put(values); const answer = use(place); swift.leave(place); return answer; };
    const standing = () => { e.standing(); return { state: [...swift.given()], checksum: swift.hex(e.ruleChecksum()) }; };
    // What the page has not heard of yet
    let made = [], curve = [];
    const report = () => { const sent = Float32Array.from(made); made = []; return { made: sent, ...standing() }; };
    const machine = () => { e.machine(); const given = swift.given(); return {
      numbers: [...given.slice(0, 3)], influence: given.slice(3, 403), picture: given.slice(403), checksum: swift.hex(e.machineChecksum()) }; };
    return {
      problemOne({ count, seed }) { e.problemOne(count, BigInt(seed)); return swift.given(); },
      report() { return report(); },
      begin({ points, isShuffled, order, size, isKept }) {
        lent(points, place => e.beginRule(place, points.length / 3, isShuffled, BigInt(order), size, isKept));
        made = [];
        return report();
      },
      walk({ examples, corrections, epochs }) {
        made.push(...(e.showExamples(examples, corrections, epochs), swift.given()));
        return report();
      },
      // A correction a frame at first, then ever more
      *learn({ epochs, isQuiet }) {
        let pace = isQuiet ? 2000 : 1, isDrawn = true;
        const show = () => { isDrawn = true; return isQuiet ? undefined : report(); };
        for (;;) {
          if (pace < 2000 && !isDrawn) { yield show; continue; }
          isDrawn = false;
          const before = standing().state.join();
          e.showExamples(2000, Math.ceil(pace), epochs);
          for (const value of swift.given()) made.push(value);
          if (standing().state.join() === before) return report();
          pace *= 1.03;
          yield show;
        }
      },
      buildMachine({ shapes, pictures, units, exciting, inhibiting, threshold, seed }) {
        curve = [];
        e.buildMachine(...shapes, pictures, units, exciting, inhibiting, threshold, BigInt(seed));
        return machine();
      },
      machine() { const sent = curve; curve = []; return { curve: sent, ...machine() }; },
      *showPictures({ steps, isQuiet }) {
        for (let i = 0; i < steps; i++) {
          const isMore = e.showPictures();
          curve.push(machine().numbers);
          if (!isMore) break;
          yield () => isQuiet ? undefined : this.machine();
        }
        return this.machine();
      },
      ask({ cells }) { return lent(cells, place => { e.askMachine(place); return swift.given(); }); },
      teach({ cells, label }) { const isWrong = lent(cells, place => e.teach(place, label)); return { isWrong: !!isWrong, ...machine() }; },
      drawShape({ shape, seed }) { e.drawShape(shape, BigInt(seed)); return swift.given(); },
      wires({ unit }) { e.wires(unit); return swift.given(); },
      response() { e.response(); return swift.given(); },
    };
  },
  figures: {
    // ---- 3.5: the rule, correction by correction
    "rule-at-work"(part) {
      part.guide("points of two classes and the border of one neuron; in the second picture the way of its two weights. A row of the table is a correction.",
        "press Next correction, or Run; click a point into the picture, or drag one: the weights stay as they are; choose other points.",
        "each correction turns the border towards the point that was wrong, which has a ring, and may lose others. Once an epoch passes without a mistake it rests; with XOR it never does.");
      rule(part, { set: "one", isShuffled: true, epochs: 1000 }, [
        ["As in the text", {}], ["Other points", { seed: 7 }], ["In their own order", { shuffled: false }], ["Half corrections", { size: 0.5 }],
        ["AND", { set: "and" }], ["XOR", { set: "xor", epochs: 100 }],
      ]);
    },
    // ---- 3.7: what no line can part
    "xor"(part) {
      part.guide("the four points of XOR and the border of one neuron; in the second picture the way of its two weights. A row of the table is a correction.",
        "press Next correction, or Run; then choose AND or OR, or move a point.",
        "with AND and OR the border comes to rest. With XOR it never does: shown in their own order, the weights come by the same places again and again.");
      rule(part, { set: "xor", isShuffled: false, epochs: 100 }, [
        ["In their own order", {}], ["Shuffled", { shuffled: true, epochs: 10000 }], ["AND", { set: "and", shuffled: true }], ["OR", { set: "or", shuffled: true }],
      ]);
    },
    // ---- 3.10: the Mark I
    "mark-i-shapes"(part) {
      part.guide("the machine's 400 photocells, to draw on; then what each of them says through all units, and how many of 1,000 other pictures it gets right while it learns.",
        "press Show the pictures. Then draw, or let it draw for you, and the machine answers; teach it what you drew.",
        "from about half, which is guessing, it rises to nine of ten and more with squares and triangles; with fewer units it stays lower. Then try what it makes of shapes that you draw by hand.");
      markI(part);
    },
  },
});

/** The rule on points of the plane: planes of points and of weights, and what was corrected last. */
function rule(part, defaults, presets) {
  const el = book.el, corners = [[0, 0], [0, 1], [1, 0], [1, 1]], wanted = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], xor: [0, 1, 1, 0] };
  let points = [], field = [-10.5, 10.5, -10.5, 10.5], state, path = [], last, seen = new Set(), largest = 0, checksum = "", isKept = false;

  // ---- Controls
  const bar = el("div", { class: "live-controls" });
  const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
  const runButton = button("Run", () => course.isRunning ? course.stop() : run(), { "data-run": true });
  const course = part.course(runButton, take, () => part.ask("report"));
  button("Next correction", () => walk(1e9, 1), { "data-step": true });
  button("Next example", () => walk(1, 1));
  button("Start again", () => begin());
  const narrow = input => { input.style.width = "7rem"; return input; };
  part.choice("set", "Points", defaults.set, { one: "problem 1", and: "AND", or: "OR", xor: "XOR", own: "your own" });
  part.check("shuffled", "shuffled anew in each epoch", defaults.isShuffled);
  narrow(part.number("order", "Seed of the order", 1, { min: 0, max: 4294967295, step: 1 }));
  narrow(part.number("seed", "Seed of problem 1", 6, { min: 0, max: 4294967295, step: 1 }));
  narrow(part.number("size", "Size of a correction", 1, { min: 0.001, max: 1000 }));
  narrow(part.number("epochs", "Epochs at most", defaults.epochs, { min: 1, max: 100000, step: 1 }));
  const own = book.ownPoints(part, { names: ["class 0", "class 1"], current: () => points, inputs: ["x1", "x2"] });
  part.presets("Try", presets);
  bar.prepend(part.controls.querySelector(".live-presets"));
  part.controls.style.marginTop = "1rem";
  const log = el("tbody"), table = el("table", {}, el("thead", {}, el("tr", {}, ...["correction", "epoch", "example", "wanted", "answer", "weights after", "bias"].map(t => el("th", { scope: "col" }, t)))), log);
  part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

  // ---- Pictures
  const plane = book.plane(part, {
    words: "The points and the border", field: () => field, points: () => points,
    ground(g, colors, box) {
      if (!state) return;
      const [w1, w2, b] = state.slice(6), [x0, x1, y0, y1] = field, n = 64, shade = book.shades(colors);
      book.ground(g, box, n, n, i => shade(w1 * (x0 + (x1 - x0) * (i % n + 0.5) / n) + w2 * (y1 + (y0 - y1) * (Math.floor(i / n) + 0.5) / n) + b > 0 ? 1 : 0, 0.5));
    },
    above(g, colors, at) {
      if (!state) return;
      const [w1, w2, b] = state.slice(6), [x0, x1] = field;
      g.strokeStyle = colors.text; g.lineWidth = 2;
      const far = v => Math.max(-1e4, Math.min(1e4, v));
      if (w2) book.line(g, at.x(x0), far(at.y(-(b + w1 * x0) / w2)), at.x(x1), far(at.y(-(b + w1 * x1) / w2)));
      else if (w1) book.line(g, at.x(-b / w1), -1e4, at.x(-b / w1), 1e4);
      if (last === undefined || !points[last]) return;
      g.beginPath(); g.arc(at.x(points[last][0]), at.y(points[last][1]), 10, 0, 7); g.stroke();
    },
  });
  own.listen(plane);
  own.buttons.append(part.button("Save weights.safetensors", () => {
    if (!state) throw Error("There are no weights yet.");
    part.saveTensors("weights.safetensors", [
      { name: "weight", shape: [1, 2], values: Float32Array.from(state.slice(6, 8)) }, { name: "bias", shape: [1], values: Float32Array.of(state[8]) }]);
  }));
  const around = () => { const far = Math.max(1, ...path.flatMap(([a, b]) => [Math.abs(a), Math.abs(b)])) * 1.15; return [-far, far, -far, far]; };
  const weights = book.plane(part, {
    words: "The weights", field: around, labels: () => ["w₁", "w₂"], points: () => [],
    above(g, colors, at) {
      g.strokeStyle = colors.category(3); g.lineWidth = 1.5; g.lineJoin = "round";
      g.beginPath(); for (const [a, b] of path) g.lineTo(at.x(a), at.y(b)); g.stroke();
      g.fillStyle = colors.category(3);
      for (const [a, b] of path) { g.beginPath(); g.arc(at.x(a), at.y(b), 2.5, 0, 7); g.fill(); }
      const [a, b] = path.at(-1) ?? [0, 0];
      g.fillStyle = colors.text; g.beginPath(); g.arc(at.x(a), at.y(b), 6, 0, 7); g.fill();
    },
  });
  part.stage.append(el("div", { class: "scroll table", style: "flex:1 1 100%;margin:0" }, table));

  // ---- The rule
  const number = v => String(+v.toPrecision(6)).replace("-", "−");
  const place = i => `(${points[i].slice(0, 2).map(number).join(", ")})`;
  /** At zero; or, where points were moved or made by hand, with the weights that there are. */
  async function begin(isByHand = false) {
    isKept = isByHand && (isKept || state?.[2] > 0);
    await course.stop();
    const isLast = course.begin(), { values } = part;
    if (values.set === "own" && !state) points = own.read(values.points, nothing);
    if (values.set === "one") {
      const all = await part.ask("problemOne", { count: 60, seed: values.seed });
      if (!isLast()) return;
      points = Array.from({ length: 60 }, (_, i) => [...all.slice(3 * i, 3 * i + 3)]);
    } else if (values.set !== "own") points = corners.map((p, i) => [...p, wanted[values.set][i]]);
    if (!own.isDragged) {
      const far = Math.max(...points.flatMap(p => [Math.abs(p[0]), Math.abs(p[1])]));
      const isIn = points.every(p => p[0] >= field[0] && p[0] <= field[1] && p[1] >= field[2] && p[1] <= field[3]);
      if (values.set === "one") field = [-10.5, 10.5, -10.5, 10.5];
      else if (values.set !== "own") field = [-0.5, 1.5, -0.5, 1.5];
      else if (!isIn) field = [-1.1 * far || -1, 1.1 * far || 1, -1.1 * far || -1, 1.1 * far || 1];
    }
    const answer = await part.ask("begin", { points: Float32Array.from(points.flat()), isShuffled: values.shuffled, order: values.order, size: values.size, isKept });
    if (!isLast()) return;
    last = undefined;
    if (!isKept) { path = [[0, 0]]; seen = new Set(); largest = 0; }
    log.replaceChildren();
    take(answer);
  }
  function nothing(found) {
    course.stop().catch(() => {});
    course.begin();
    points = found; state = last = undefined; path = []; isKept = false;
    log.replaceChildren();
    part.empty(plane, weights);
  }
  function take({ made, state: now, checksum: sum }) {
    state = now; checksum = sum;
    const rows = [], total = now[2], count = made.length / 6;
    for (let i = 0; i < count; i++) {
      const [epoch, example, answer, w1, w2, b] = made.slice(6 * i, 6 * i + 6);
      path.push([w1, w2]); last = example;
      if (seen.size < 100000) seen.add(`${w1} ${w2} ${b}`);
      largest = Math.max(largest, Math.abs(w1), Math.abs(w2), Math.abs(b));
      if (i >= count - 8) rows.unshift(el("tr", {}, ...[total - count + i + 1, epoch, place(example), 1 - answer, answer, `(${number(w1)}, ${number(w2)})`, number(b)]
        .map(v => el("td", {}, typeof v === "number" ? v.toLocaleString("en") : v))));
    }
    if (path.length > 400) path = path.slice(-400);
    log.prepend(...rows);
    while (log.children.length > 8) log.lastChild.remove();
    const [epoch, rest, corrections, mistakes, lastMistakes, right, w1, w2, b, R, margin] = now, isDone = rest === 0 && lastMistakes === 0;
    part.show({
      Epoch: epoch.toLocaleString("en"), "Still to be shown in it": rest, Corrections: corrections.toLocaleString("en"), "Mistakes in this epoch": mistakes,
      Right: `${right} of ${points.length}`, "w₁": number(w1), "w₂": number(w2), b: number(b), "Different weights": seen.size.toLocaleString("en"),
      "Largest number": number(largest), "(R/γ)² by these": margin > 0 ? Math.round((R / margin) ** 2).toLocaleString("en") : "no margin",
    });
    part.say(isDone ? `No mistake in epoch ${epoch}, after ${corrections} corrections: separated.`
      : `Epoch ${epoch.toLocaleString("en")}, ${corrections.toLocaleString("en")} corrections: ${right} of ${points.length} are right.`);
    plane.describe(`${points.length} points, ${right} of them on the right side of the border ${number(w1)} x₁ + ${number(w2)} x₂ + ${number(b)} = 0.`);
    weights.describe(`The way of the weights through ${corrections.toLocaleString("en")} corrections; now (${number(w1)}, ${number(w2)}).`);
    plane.redraw(); weights.redraw();
    // The terminal has no weights from before a point was moved.
    part.checksum(checksum, isKept ? undefined : command(epoch && rest === 0 ? `--epochs ${epoch}` : `--corrections ${corrections}`));
  }
  function command(end) {
    const { values } = part, words = [values.set === "own" ? "--data points.csv" : `--set ${values.set}`];
    if (values.set === "one" && values.seed !== 6) words.push(`--seed ${values.seed}`);
    if (!values.shuffled) words.push("--no-shuffle"); else if (values.order !== 1) words.push(`--order ${values.order}`);
    if (values.size !== 1) words.push(`--size ${values.size}`);
    return ["swift run perceptron rule", ...words, end].join(" ");
  }
  async function walk(examples, corrections) {
    await course.stop();
    await course.hear(part.ask("walk", { examples, corrections, epochs: part.values.epochs }));
  }
  async function run() {
    if (!state || state[1] === 0 && (state[4] === 0 || state[0] >= part.values.epochs)) await begin();
    if (!state) return;
    await course.run("learn", { epochs: part.values.epochs, isQuiet: part.isReduced });
  }
  part.onchange = values => {
    part.fail("");
    if (own.isTaken(values)) return;
    const { isByHand } = own;
    if (values.set === "own" && values.points) points = own.read(values.points, nothing);
    return begin(isByHand);
  };
  part.onrestart = () => { course.restarted(); return begin(); };
}

/** The Mark I: a field to draw on, what every cell says, and how it learns. */
function markI(part) {
  const el = book.el, shapes = ["square", "triangle", "disc", "cross"], side = 20, size = 312, cell = size / side;
  let cells = new Float32Array(side * side), known, curve = [], units, taught = 0, paints = 1, drawn = 0, wires, before = "";

  // ---- Controls
  const bar = el("div", { class: "live-controls" });
  const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
  const runButton = button("Show the pictures", () => course.isRunning ? course.stop() : run(), { "data-run": true });
  const course = part.course(runButton, take, () => part.ask("machine"));
  button("A hundred", () => show(1), { "data-step": true });
  button("Start again", () => begin());
  const pen = el("div", { class: "live-controls", style: "flex:1 1 100%;margin:0" });
  const penButton = (words, action, more) => { const b = part.button(words, action, more); pen.append(b); return b; };
  const draws = [0, 1].map(k => penButton("", () => place(k)));
  penButton("Clear", () => { cells.fill(0); return ask(); });
  const teaches = [0, 1].map(k => penButton("", () => teach(k)));
  const narrow = input => { input.style.width = "6.5rem"; return input; };
  part.choice("shapes", "Tell apart", "square,triangle",
    Object.fromEntries(["square,triangle", "square,disc", "square,cross", "triangle,disc", "triangle,cross", "disc,cross"].map(two => [two, two.replace(",", " or ")])));
  narrow(part.number("units", "Association units", 512, { min: 1, max: 4000, step: 1 }));
  narrow(part.number("exciting", "Exciting wires", 10, { min: 0, max: 400, step: 1 }));
  narrow(part.number("inhibiting", "Inhibiting wires", 10, { min: 0, max: 400, step: 1 }));
  narrow(part.number("threshold", "Threshold θ", 2, { min: 0, max: 400 }));
  narrow(part.number("pictures", "Pictures", 4000, { min: 100, max: 10000, step: 1 }));
  narrow(part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 }));
  narrow(part.number("unit", "Wires of unit (0: all)", 0, { min: 0, max: 4000, step: 1 }));
  part.choice("pen", "Pen", "2", { 1: "one cell", 2: "2 × 2 cells", 3: "3 × 3 cells" });
  part.presets("Try", [
    ["As in the text", {}], ["64 units", { units: 64 }], ["4,000 units", { units: 4000 }], ["Discs and crosses", { shapes: "disc,cross" }],
    ["No inhibiting wires", { inhibiting: 0, threshold: 4 }], ["Another machine", { seed: 2 }],
  ]);
  bar.prepend(part.controls.querySelector(".live-presets"));
  part.controls.append(part.button("Save response.safetensors", save));
  part.controls.style.marginTop = "1rem";
  const told = el("p", { style: "margin:0;flex:1 1 100%;min-height:2.9em" });
  part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

  // ---- Pictures
  const canvas = part.canvas("The field of photocells", size, size, (g, colors) => {
    g.fillStyle = colors.text;
    for (let i = 0; i < side * side; i++) if (cells[i] > 0) g.fillRect((i % side) * cell, Math.floor(i / side) * cell, cell, cell);
    g.strokeStyle = colors.grid; g.lineWidth = 1;
    for (let k = 0; k <= side; k++) { book.line(g, k * cell, 0, k * cell, size); book.line(g, 0, k * cell, size, k * cell); }
    const cross = canvas.cross?.();
    if (!cross) return;
    g.strokeStyle = colors.category(1); g.lineWidth = 3;
    g.strokeRect(Math.floor(cross[0] / cell) * cell, Math.floor(cross[1] / cell) * cell, cell, cell);
  });
  const says = part.canvas("What every cell says", size, size, (g, colors) => {
    const values = wires ?? known?.influence;
    if (!values) return;
    let most = 1e-6;
    for (const v of values) most = Math.max(most, Math.abs(v));
    if (most > 1e-6) part.raster(g, values, side, 0, 0, size, size, v => colors.diverging(0.5 + v / most / 2));
    g.strokeStyle = colors.axis; g.strokeRect(0, 0, size, size);
  });
  const words = el("p", { style: "margin:0;color:var(--f-soft);flex:1 1 100%" });
  part.stage.append(words, pen, told);
  const learning = book.curves(part, {
    words: "Right of 1,000 others over the pictures shown", width: Math.min(560, book.roomOf(part)), height: 200, x: "pictures shown", y: "right, %",
    series: colors => [
      { name: "last weights", color: colors.category(0), points: curve.map(p => [p[0], 100 * p[1]]) },
      { name: "their average", color: colors.category(1), dash: [5, 4], points: curve.map(p => [p[0], 100 * p[2]]) },
    ],
    range: () => [[0, part.values.pictures], [40, 100]],
  });

  // ---- The machine
  const names = () => part.values.shapes.split(","), article = name => `a ${name}`;
  const label = () => names().forEach((name, k) => { draws[k].textContent = `Draw ${article(name)}`; teaches[k].textContent = `Teach: this is ${article(name)}`; });
  label();
  async function begin() {
    await course.stop();
    const isLast = course.begin(), { values } = part;
    const answer = await part.ask("buildMachine", { ...values, shapes: names().map(n => shapes.indexOf(n)) });
    if (!isLast()) return;
    curve = []; taught = 0;
    label();
    take(answer);
    await ask();
  }
  function take(answer) {
    known = answer;
    for (const place of answer.curve ?? []) curve.push(place);
    const [shown, right, average] = answer.numbers, percent = v => book.percent(v);
    part.show({ "Pictures shown": shown.toLocaleString("en"), "Right, last weights": percent(right), "Right, average": percent(average), "Taught by you": taught });
    part.say(`After ${shown.toLocaleString("en")} pictures ${percent(right)} of 1,000 others are right, by the average of the weights ${percent(average)}.`);
    learning.describe(`Right of 1,000 others after ${shown.toLocaleString("en")} pictures: ${percent(right)} by the last weights, ${percent(average)} by their average.`);
    says.redraw(); learning.redraw();
    const { values } = part, options = [];
    for (const [key, usual] of [["shapes", "square,triangle"], ["pictures", 4000], ["units", 512], ["exciting", 10], ["inhibiting", 10], ["threshold", 2], ["seed", 1]]) {
      if (values[key] !== usual) options.push(` --${key} ${values[key]}`);
    }
    if (shown < values.pictures) options.push(` --until ${shown}`);
    part.checksum(answer.checksum, shown && !taught ? `swift run perceptron mark-i${options.join("")}` : undefined);
  }
  /** What the machine answers to the field. */
  async function ask() {
    const isLast = course.still(), answer = await part.ask("ask", { cells });
    if (!isLast() || !answer.length) return;
    const [sum, average, ...fire] = answer;
    units = fire;
    const answers = [sum, average].map(z => article(names()[z > 0 ? 1 : 0])), firing = fire.reduce((a, b) => a + b, 0);
    told.textContent = cells.some(v => v > 0)
      ? `The machine says ${answers[0]}, by the average of its weights ${answers[1]}. ${firing.toLocaleString("en")} of ${fire.length.toLocaleString("en")} units fire; the sum is ${book.short(sum).replace(/\.?0+$/, "")}.`
      : "Draw on the field, and the machine answers; teach it what you drew.";
    canvas.describe(`The field of 20 × 20 photocells, ${cells.filter(v => v > 0).length} lit. ${told.textContent}`);
    canvas.redraw();
    await lookAtWires();
  }
  async function lookAtWires() {
    if (!units) return;
    const { unit } = part.values;
    wires = unit > 0 && unit <= units.length ? await part.ask("wires", { unit: unit - 1 }) : undefined;
    words.textContent = wires ? `The colored field: the wires of unit ${unit}; orange excites it, blue inhibits it. It ${units[unit - 1] ? "fires" : "does not fire"} at this picture.`
      : `Draw on the field of cells with the mouse, a finger, or arrow keys and Space. The colored field: what every cell says through all units; orange for ${article(names()[1])}, blue for ${article(names()[0])}.`;
    says.describe(words.textContent);
    says.redraw();
  }
  async function place(k) {
    cells = await part.ask("drawShape", { shape: shapes.indexOf(names()[k]), seed: ++drawn });
    return ask();
  }
  async function teach(k) {
    if (!known) return;
    if (!cells.some(v => v > 0)) throw Error("There is nothing on the field yet: draw something first.");
    await course.stop();
    const isLast = course.still(), answer = await part.ask("teach", { cells, label: k });
    if (!isLast()) return;
    taught++;
    take(answer);
    await ask();
    part.say(answer.isWrong ? "The machine was wrong, and its weights have changed." : "The machine was right: nothing changes.");
  }
  async function show(steps) {
    if (!known) return;
    await course.stop();
    const isLast = course.still(), answer = await part.run("showPictures", { steps, isQuiet: true }).done;
    if (!isLast() || !answer) return;
    take(answer); cells = answer.picture;
    await ask();
  }
  async function run() {
    if (!known || known.numbers[0] >= part.values.pictures) await begin();
    if (!known) return;
    const last = await course.run("showPictures", { steps: 1000, isQuiet: part.isReduced }, answer => { cells = answer.picture; canvas.redraw(); take(answer); });
    if (!last) return;
    cells = last.picture;
    await ask();
  }
  async function save() {
    if (!known) throw Error("There is no machine yet.");
    const all = await part.ask("response");
    part.saveTensors("response.safetensors", [
      { name: "weight", shape: [1, all.length - 1], values: all.slice(0, -1) }, { name: "bias", shape: [1], values: all.slice(-1) }]);
  }

  // ---- Drawing: a stroke that begins on a lit cell clears
  const at = (x, y) => [Math.floor(x / cell), Math.floor(y / cell)].map(v => Math.max(0, Math.min(side - 1, v)));
  const paint = (x, y) => {
    const [j, i] = at(x, y), n = Number(part.values.pen), from = Math.floor((n - 1) / 2);
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) {
      const [r, c] = [i - from + a, j - from + b];
      if (r >= 0 && r < side && c >= 0 && c < side) cells[r * side + c] = paints;
    }
    canvas.redraw();
    return ask();
  };
  part.pointer(canvas, size, size, {
    down(x, y) { const [j, i] = at(x, y); paints = cells[i * side + j] > 0 ? 0 : 1; return paint(x, y); }, move: paint, isDrawnOn: true,
  }, "Draws on the field: arrow keys move a frame, Space lets the pen down and lifts it; a stroke that begins on a lit cell clears.");

  part.onchange = values => {
    part.fail("");
    const { unit, pen, ...built } = values, now = JSON.stringify(built);
    if (now === before) return lookAtWires();
    before = now;
    return begin();
  };
  part.onrestart = () => { course.restarted(); return begin(); };
}
