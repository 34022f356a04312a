"use strict";
book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    let step = 0, field = [-6, 6, -6, 6], curve = [];
    const measure = () => { e.measure(); return [...swift.given()]; }, losses = () => { e.losses(); return [...swift.given()]; };
    // Coarser while it moves
    const picture = (cells = 104) => {
      const shown = { step, cells, measures: measure(), curve, checksums: [0, 1].map(i => swift.hex(e.weightsChecksum(i))) };
      curve = [];
      e.look(...field, cells); shown.grounds = swift.given();
      return shown;
    };
    const diverged = () => {
      const [i, ...letters] = swift.given();
      return { diverged: (i ? "With the hidden layer " : "Without a hidden layer ") + String.fromCharCode(...letters) + "." };
    };
    return {
      choosePoints({ set, radius, seed }) { e.choosePoints(set === "spiral", radius, BigInt(seed)); return swift.given(); },
      begin({ points, hidden, activation, isEqual, rate, lambda, seed, field: seen }) {
        if (points) {
          const place = swift.put(points);
          e.takePoints(place, points.length / 3);
          swift.leave(place);
        }
        e.beginCourses(hidden, activation, isEqual, rate, lambda, BigInt(seed));
        step = 0; field = seen; curve = [];
        return picture();
      },
      look() { return picture(); },
      walk({ steps }) {
        if (!e.learn(steps)) return diverged();
        step += steps;
        return picture();
      },
      // A step a frame at first, then ever more, then as many as there is time for.
      *learn({ until, isGentle }) {
        let pace = 1, isDrawn = true, last = 0;
        const show = () => { isDrawn = true; last = Date.now(); return picture(52); };
        while (step < until) {
          if (isGentle && !isDrawn) { yield show; continue; }
          isDrawn = false;
          const steps = Math.min(Math.ceil(pace), until - step), from = Date.now();
          if (!e.learn(steps)) return diverged();
          step += steps;
          const now = Date.now(), took = now - from;
          if (isGentle) { pace *= 1.08; isGentle = took < 8; }
          else if (took < 4) pace *= 2;
          else if (took > 12) pace = Math.max(1, pace / 2);
          // Ten pictures a second once it is quick
          const isNews = isGentle || now - last > 100;
          if (isNews && step < until) curve.push([step, ...losses()]);
          yield isNews ? show : undefined;
        }
        return picture();
      },
      parameters(i) { e.parameters(i); return swift.given(); },
    };
  },
  figures: {
    async "spiral"(part) {
      const el = book.el, activations = ["sigmoid", "relu", "linear"], perNetwork = 9;
      let points = [], others = [], field = [-6, 6, -6, 6], shown, learned, history = [], diverged = "";

      part.guide("the same points twice, over what is made of the plane: without a hidden layer and with one. The curves are the two parts of the loss, cross-entropy and penalty.",
        "press Run; change the radius, the rate, the penalty or the neurons; click a point of your own into a picture.",
        "without a hidden layer the borders are straight, and nearly half of the spiral's points stay wrong; with one they wind along the arms, and nearly all become right.");
      // ---- Controls: what is done on top, then the pictures, then the settings
      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
      const runButton = button("Run", () => course.isRunning ? course.stop() : run(), { "data-run": true });
      const course = part.course(runButton, take, () => part.ask("look"));
      button("Step", () => walk(1), { "data-step": true });
      button("Start again", () => begin());
      const narrow = (input, width = "6rem") => { input.style.width = width; return input; };
      part.choice("set", "Points", "spiral", { spiral: "spiral", clouds: "three clouds", own: "your own" });
      narrow(part.number("radius", "Radius of the spiral", 5, { min: 0.001, max: 100 }));
      narrow(part.number("rate", "Learning rate α", 1, { min: 1e-7, max: 1000 }));
      narrow(part.number("lambda", "Penalty λ", 0.001, { min: 0, max: 10 }));
      narrow(part.number("hidden", "Hidden neurons", 100, { min: 1, max: 300, step: 1 }));
      part.choice("activation", "Activation", "sigmoid", activations);
      part.choice("first", "First weights", "deck", { deck: "as the deck", equal: "all 0.1" });
      narrow(part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 }));
      narrow(part.number("steps", "Run to step", 10000, { min: 1, max: 1000000, step: 1 }), "7rem");
      part.check("others", "show points not learned from", false);
      const own = book.ownPoints(part, { names: ["class 0", "class 1", "class 2", "class 3"], current: () => points });
      for (const [i, name] of ["linear", "network"].entries()) own.buttons.append(part.button(`Save ${name}.safetensors`, () => save(i, name)));
      part.presets("Try", [
        ["As in the text", {}], ["5.5: clouds", { set: "clouds", steps: 100 }], ["5.7: no sigmoid", { activation: "linear", steps: 2000 }],
        ["5.7: rate 0.03", { rate: 0.03, steps: 5000 }], ["5.7: rate 30", { rate: 30, steps: 5000 }],
        ["5.8: radius 1", { radius: 1 }], ["5.8: radius 1, λ / 25", { radius: 1, lambda: 0.00004 }], ["5.8: radius 1, λ = 0", { radius: 1, lambda: 0 }],
        ["Three sigmoids", { hidden: 3 }], ["All weights equal", { first: "equal", steps: 100 }],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.controls.style.marginTop = "1rem";
      const moreBits = el("p", { class: "live-bits" });
      part.bits.before(moreBits);
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      // ---- Pictures: one above the other for each network
      const names = ["Linear", "Hidden layer"];
      const panels = names.map((name, i) => {
        const title = el("p", { style: "margin:0;font-weight:600" });
        const column = el("div", { style: "flex:0 1 312px;min-width:0" }, title);
        part.stage.append(column);
        const plane = book.plane(part, {
          words: name, field: () => field,
          points: () => [...points, ...(part.values.others ? others.map(p => [...p, true]) : [])],
          ground(g, colors, box) {
            if (!shown) return;
            const { cells, grounds } = shown, shade = book.shades(colors), names = labels(), classes = names.length, from = 2 * cells * cells * i;
            book.ground(g, box, cells, cells, c => {
              const p = grounds[from + 2 * c + 1];
              return shade(names[grounds[from + 2 * c]], 0.25 + 0.75 * (p - 1 / classes) / (1 - 1 / classes));
            });
          },
        });
        own.listen(plane);
        const curve = book.curves(part, {
          words: `Loss of ${name}`, x: "step", y: "loss",
          series: colors => [
            { name: "cross-entropy", color: colors.text, points: history.map(h => [h[0], h[1 + 2 * i]]) },
            { name: "penalty", color: colors.category(3), dash: [5, 4], points: history.map(h => [h[0], h[2 + 2 * i]]) },
          ],
          range: () => [[0, Math.max(10, history.at(-1)?.[0] ?? 0)],
            [0, Math.max(1.25, 1.1 * Math.max(...[1, 2].map(j => history.at(-1)?.[j + 2 * i] || 0)))]],
        });
        column.append(plane, curve);
        return { title, plane, curve };
      });

      const rows = ["cross-entropy", "penalty", "loss", "right", "right of other points", "√Σ W² of the first layer", "different neurons",
        "sum of the scores' biases", "sums of the weights of their first two inputs"];
      const heads = names.map(() => el("th", { class: "r", scope: "col" })), cells = rows.map(() => names.map(() => el("td", { class: "r" })));
      part.stage.append(el("table", { style: "flex:0 1 36rem" },
        el("thead", {}, el("tr", {}, el("td"), ...heads)),
        el("tbody", {}, ...rows.map((words, r) => el("tr", { "data-row": words }, el("th", { scope: "row" }, words), ...cells[r])))));

      // Of the reader's classes none is missing for the networks: 0, 2 become 0, 1.
      const labels = () => [...new Set(points.map(p => p[2]))].sort();

      // ---- Training
      async function begin() {
        await course.stop();
        const isLast = course.begin(), { values } = part;
        let taken;
        if (values.set === "own" && !shown) points = own.read(values.points, nothing);
        if (values.set === "own") {
          others = [];
          const all = labels();
          if (all.length < 2) { nothing(points); throw Error("All points are of one class; a classifier needs two."); }
          taken = Float32Array.from(points.flatMap(([x, y, k]) => [x, y, all.indexOf(k)]));
        } else {
          const all = await part.ask("choosePoints", { set: values.set, radius: values.radius, seed: values.seed });
          if (!isLast()) return;
          const list = Array.from({ length: all.length / 3 }, (_, i) => [...all.slice(3 * i, 3 * i + 3)]);
          [points, others] = [list.slice(0, list.length / 2), list.slice(list.length / 2)];
        }
        if (!own.isDragged) {
          const far = Math.max(...points.flatMap(p => [Math.abs(p[0]), Math.abs(p[1])])), wide = field[1];
          const half = values.set === "spiral" ? 1.2 * values.radius : values.set === "clouds" ? 4 : far <= wide && far > wide / 4 ? wide : 1.2 * far || 1;
          field = [-half, half, -half, half];
        }
        const answer = await part.ask("begin", {
          points: taken, hidden: values.hidden, activation: activations.indexOf(values.activation), isEqual: values.first === "equal",
          rate: values.rate, lambda: values.lambda, seed: values.seed, field,
        });
        if (!isLast()) return;
        history = []; diverged = ""; learned = { hidden: values.hidden, classes: labels() };
        take(answer);
      }
      function nothing(found) {
        course.stop().catch(() => {});
        course.begin();
        points = found; others = history = []; shown = undefined;
        for (const cell of cells.flat()) cell.textContent = "—";
        moreBits.replaceChildren();
        part.empty(...panels.flatMap(({ plane, curve }) => [plane, curve]));
      }
      function take(answer) {
        if (answer.diverged) { diverged = answer.diverged; part.fail(diverged); return; }
        shown = answer;
        const losses = [0, 1].flatMap(i => answer.measures.slice(perNetwork * i, perNetwork * i + 2));
        for (const place of [...answer.curve, [answer.step, ...losses]]) if (!history.length || place[0] > history.at(-1)[0]) history.push(place);
        while (history.length > 800) history = history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
        const said = [];
        panels.forEach(({ title, plane, curve }, i) => {
          const [cross, penalty, right, otherRight, size, different, biases, ...sums] = answer.measures.slice(perNetwork * i, perNetwork * (i + 1));
          const words = i === 0 ? "Without a hidden layer" : `With ${part.values.hidden} hidden neuron${part.values.hidden === 1 ? "" : "s"}`;
          title.textContent = heads[i].textContent = words;
          [book.short(cross), book.short(penalty), book.short(cross + penalty), book.percent(right), otherRight < 0 ? "—" : book.percent(otherRight),
            book.short(size), different, book.short(biases), sums.filter(Number.isFinite).map(book.short).join(", ")].forEach((text, r) => { cells[r][i].textContent = text; });
          plane.describe(`${points.length} points over the classes that it gives the plane ${words.toLowerCase()}: ${book.percent(right)} right.`);
          curve.describe(`Over ${answer.step.toLocaleString("en")} steps, ${words.toLowerCase()}: cross-entropy now ${book.short(cross)}, penalty ${book.short(penalty)}.`);
          said.push(`${words.toLowerCase()} ${book.percent(right)} are right, with a loss of ${book.short(cross + penalty)}`);
          plane.redraw(); curve.redraw();
        });
        part.show({ Step: answer.step.toLocaleString("en") });
        part.say(`Step ${answer.step.toLocaleString("en")}: ${said.join("; ")}.`);
        const { bits } = part;
        [moreBits, bits].forEach((line, i) => { part.bits = line; part.checksum(answer.checksums[i], answer.step ? command(i) : undefined, undefined,
          Number.isFinite(answer.measures[perNetwork * i] + answer.measures[perNetwork * i + 1]) ? "" : "the loss here is no number"); });
      }
      async function walk(steps) {
        await course.stop();
        if (!diverged && shown) await course.hear(part.ask("walk", { steps }));
      }
      async function run() {
        if (!shown || diverged || shown.step >= part.values.steps) await begin();
        if (!shown) return;
        await course.run("learn", { until: part.values.steps, isGentle: !part.isReduced && shown.step === 0 });
      }
      /** The terminal's. */
      function command(i) {
        const { values } = part;
        const words = [];
        const option = (name, value, usual) => { if (value !== usual) words.push(`--${name} ${value}`); };
        if (values.set === "own") words.push(`--data points.csv --held-out 0 --initialization ${values.first === "equal" && i ? "equal" : "deck"} --batch ${points.length}`);
        else words.push(`--set ${values.set}${values.first === "equal" && i ? " --initialization equal" : ""}`);
        if (values.set === "spiral") option("radius", values.radius, 5);
        option("hidden", i ? String(values.hidden) : "none", values.set === "spiral" ? "100" : "none");
        if (i) option("activation", values.activation, "sigmoid");
        option("learning-rate", values.rate, values.set === "own" ? 0 : 1);
        option("l2", values.lambda, values.set === "own" ? -1 : 0.001);
        option("seed", values.seed, 1);
        return ["swift run softmax-classifier train", ...words, `--epochs ${shown.step}`].join(" ");
      }
      async function save(i, name) {
        if (!shown) throw Error("There are no weights yet.");
        const { hidden, classes } = learned, all = await part.ask("parameters", i), sizes = i ? [2, hidden, classes.length] : [2, classes.length], tensors = [];
        let from = 0;
        for (let l = 0; l + 1 < sizes.length; l++) {
          const [n, m] = [sizes[l], sizes[l + 1]], start = from;
          tensors.push({ name: `layers.${l}.weight`, shape: [m, n], values: Float32Array.from({ length: n * m }, (_, k) => all[start + (k % n) * m + Math.floor(k / n)]) });
          tensors.push({ name: `layers.${l}.bias`, shape: [m], values: all.slice(start + n * m, start + n * m + m) });
          from += (n + 1) * m;
        }
        part.saveTensors(`${name}.safetensors`, tensors,
          { activation: i ? part.values.activation : "sigmoid", classes: classes.join(","), columns: part.values.set === "own" ? "x,y" : "", scale: "1.0" });
      }

      part.onchange = values => {
        part.fail("");
        if (own.isTaken(values)) return;
        if (values.set === "own" && values.points) points = own.read(values.points, nothing);
        return begin();
      };
      part.onrestart = () => { course.restarted(); return begin(); };
    },
  },
});
