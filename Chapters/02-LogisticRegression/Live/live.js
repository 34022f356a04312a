"use strict";
book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    let field, cells = 96;
    const measure = () => { e.measure(); return [...swift.given()]; };
    const text = () => String.fromCharCode(...swift.given());
    const picture = size => {
      const shown = { cells: size, measures: measure(), checksum: swift.hex(e.weightsChecksum()) };
      e.look(...field, size); shown.logits = swift.given();
      return shown;
    };
    // A curve on the first so many flowers, the lasso's in slices; undefined, or what went wrong.
    function* fitted({ count, degree, l1, l2 }) {
      if (!e.fit(count, degree, l1, l2)) return text();
      for (let epochs = 0; l1 > 0 && epochs < 20000; epochs += 250) {
        if (!e.descend(250)) return text();
        yield () => undefined;
      }
    }
    return {
      split({ flowers, test, seed }) {
        const place = swift.put(flowers);
        e.splitFlowers(place, flowers.length / 3, test, BigInt(seed));
        swift.leave(place);
        return swift.given();
      },
      takePoints({ points, seed }) {
        const place = swift.put(points);
        e.takePoints(place, points.length / 3, BigInt(seed));
        swift.leave(place);
      },
      // The curve that was asked for, then those of the other degrees for the lower picture
      *fit({ count, degree, l1, l2, field: seen }) {
        field = seen;
        const wrong = yield* fitted({ count, degree, l1, l2 });
        if (wrong) return { wrong };
        const shown = picture(cells), degrees = [];
        let isSent = false;
        const first = () => { isSent = true; return shown; };
        while (!isSent) yield first;
        for (let d = 1; d <= 8; d++) {
          const wrong = d === degree ? undefined : yield* fitted({ count, degree: d, l1, l2 });
          degrees.push([d, ...(d === degree ? shown.measures : wrong ? [NaN, NaN, NaN] : measure())]);
          yield () => ({ degrees: [...degrees] });
        }
        return { degrees };
      },
      // One flower more at a time
      *grow({ from, count, degree, l1, l2, field: seen, isQuiet }) {
        field = seen;
        let growth = [];
        for (let n = from; n <= count; n++) {
          const wrong = yield* fitted({ count: n, degree, l1, l2 });
          if (!wrong) growth.push([n, ...measure()]);
          let isSent = isQuiet;
          const show = () => { isSent = true; const sent = growth; growth = []; return { n, growth: sent, ...wrong ? {} : picture(48) }; };
          if (isQuiet) yield () => undefined;
          while (!isSent) yield show;
        }
        return { n: count, growth };
      },
      // The curve that is seen, once more: the picture below has fitted others since
      *parameters(asked) {
        const wrong = yield* fitted(asked);
        if (wrong) throw Error(wrong);
        e.parameters();
        return swift.given();
      },
    };
  },
  figures: {
    async "overfitting"(part) {
      const measures = { sepals: ["sepal length (cm)", "sepal width (cm)", 0], petals: ["petal length (cm)", "petal width (cm)", 2] };
      const fields = { sepals: [4, 8.2, 1.8, 4.6], petals: [0.5, 7.5, -0.2, 3] };
      const questions = {
        versicolor: ["versicolor", "versicolor or not"], virginica: ["virginica", "virginica or versicolor", "versicolor"],
        setosa: ["setosa", "setosa or not"],
      };
      const names = { sepals: "sepal_length,sepal_width", petals: "petal_length,petal_width" };
      const table = new TextDecoder().decode(await part.data("Data/iris.csv")).trim().split("\n").slice(1).map(line => line.split(","));
      let training = [], testing = [], shown, degrees = [], growth = [], field = fields.sepals, loop, turn = 0, learnedCount = 0, before = "";

      part.guide("flowers by two measures, and the border that a curve of this degree draws between two answers. Below, its loss J by degree, and by the number of flowers it learned from.",
        "move Degree and Learned from, change the ridge, click a flower of your own into the picture; Flower by flower lets it learn from one more at a time.",
        "the higher the degree, the lower J in training; in testing the high degrees are worst, while the border bends round single flowers. A larger ridge straightens it.");
      // ---- Controls
      const el = book.el, bar = el("div", { class: "live-controls" });
      const growButton = part.button("Flower by flower", () => loop?.isGrowing ? stop() : grow(), { "data-grow": true });
      bar.append(growButton);
      part.slider("degree", "Degree", 2, { min: 1, max: 8, step: 1 });
      part.slider("count", "Learned from", 75, { min: 6, max: 150, step: 1 });
      const narrow = input => { input.style.width = "7rem"; return input; };
      narrow(part.number("l2", "Ridge λ", 0.000001, { min: 0, max: 100 }));
      narrow(part.number("l1", "Lasso λ", 0, { min: 0, max: 100 }));
      bar.append(...["degree", "count", "l2", "l1"].map(key => part.settings.get(key).input.closest(".live-control")));
      part.choice("set", "Examples", "irises", { irises: "irises", own: "your own to learn from" });
      part.choice("measures", "Measures", "sepals", { sepals: "sepals", petals: "petals" });
      part.choice("question", "Question", "versicolor", Object.fromEntries(Object.entries(questions).map(([key, q]) => [key, q[1]])));
      narrow(part.number("test", "For the test", 75, { min: 0, max: 140, step: 1 }));
      narrow(part.number("seed", "Seed of the split", 2, { min: 0, max: 4294967295, step: 1 }));
      const own = book.ownPoints(part, { names: ["no", "yes"], current: () => learned(), most: 300, inputs: ["x1", "x2"] });
      own.buttons.append(part.button("Save curve.safetensors", save));
      const text = { degree: 8 };
      part.presets("Try", [
        ["Degree 1", { degree: 1 }], ["Degree 2", {}], ["Degree 4", { degree: 4 }], ["Degree 8", text], ["8, ridge 0.01", { ...text, l2: 0.01 }],
        ["8, lasso 0.03", { ...text, l1: 0.03, l2: 0 }], ["2.5: petals", { degree: 1, measures: "petals", question: "virginica", test: 0, count: 100, l2: 0 }],
        ["2.9: ten flowers", { degree: 6, count: 10, test: 50, l2: 0.00001 }],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      // ---- Pictures
      const learned = () => training.slice(0, learnedCount);
      const plane = book.plane(part, {
        words: "The plane", width: Math.min(420, book.roomOf(part)), height: Math.min(360, book.roomOf(part)), field: () => field, labels: () => measures[part.values.measures],
        points: () => [...learned(), ...testing.map(p => [...p, true])],
        ground(g, colors, box) {
          if (!shown) return;
          const { cells, logits } = shown, shade = book.shades(colors);
          book.ground(g, box, cells, cells, i => shade(logits[i] < 0 ? 0 : 1, Math.abs(Math.tanh(logits[i] / 2))));
          g.strokeStyle = colors.text;
          for (const [level, width] of [[-Math.log(9), 0.8], [0, 2.4], [Math.log(9), 0.8]]) {
            g.lineWidth = width;
            book.contour(g, logits, cells, box, level);
          }
        },
      });
      own.listen(plane);
      const legend = el("p", { style: "margin:0;flex:1 1 11rem;color:var(--f-soft)" });
      part.stage.append(legend);
      const series = list => colors => [
        { name: "training", color: colors.category(0), points: list().map(p => [p[0], p[1]]) },
        { name: "testing", color: colors.category(1), dash: [5, 4], points: list().map(p => [p[0], p[3]]) },
      ];
      const byDegree = book.curves(part, {
        words: "J over the degree", x: "degree", y: "J", series: colors => [...series(() => degrees)(colors),
          { name: "here", color: colors.soft, dash: [2, 3], points: [[part.values.degree, 0], [part.values.degree, 9]] }],
        range: () => [[1, 8], [0, 1.6]],
      });
      const byCount = book.curves(part, {
        words: "J over the number learned from", x: "learned from", y: "J", series: series(() => growth),
        range: () => [[0, Math.max(20, 1.04 * training.length)], [0, 1.6]],
      });

      // In words what the curves say
      const told = (name, list) => list().length ? `J over ${name}: ` + list().map(p => `${p[0]}: training ${three(p[1])}, testing ${three(p[3])}`).join("; ") + "." : `J over ${name}: nothing yet.`;
      function draw() {
        byDegree.describe(told("the degree", () => degrees));
        byCount.describe(told("the number learned from", () => growth.length > 12 ? growth.filter((_, i) => i % Math.ceil(growth.length / 12) === 0 || i + 1 === growth.length) : growth));
        byDegree.redraw(); byCount.redraw();
      }

      // ---- Fitting
      const three = v => Number.isNaN(v) ? "—" : v.toFixed(3), percent = v => Number.isNaN(v) ? "—" : book.percent(v);
      function take(answer) {
        if (answer.wrong) { part.fail(answer.wrong[0].toUpperCase() + answer.wrong.slice(1) + "."); return; }
        if (answer.degrees) degrees = answer.degrees;
        if (answer.growth) growth = [...growth, ...answer.growth].sort((a, b) => a[0] - b[0]).filter((p, i, all) => i + 1 === all.length || all[i + 1][0] !== p[0]);
        if (answer.n) learnedCount = answer.n;
        legend.textContent = `▲ ${questions[part.values.question][0]}, ● not. Filled: learned from; hollow: for the test. The thick line is p = ½, the thin ones are 0.1 and 0.9. A click makes a ${["●", "▲"][part.values.brush]} to learn from.`;
        draw(); plane.redraw();
        if (!answer.logits) return;
        shown = answer;
        const [J, right, testJ, testRight, nonZero, weights] = answer.measures;
        part.show({
          "Learned from": learnedCount, "Weights ≠ 0": `${nonZero} of ${weights}`, "J: training": three(J), "J: testing": three(testJ),
          "Right: training": percent(right), "Right: testing": percent(testRight),
        });
        plane.describe(`${learnedCount} examples learned from, ${testing.length} for the test, and the border of probability one half, of degree ${part.values.degree}.`);
        part.say(`Degree ${part.values.degree}, ${learnedCount} examples: J is ${three(J)} in training and ${three(testJ)} in testing.`);
        part.checksum(answer.checksum, command());
      }
      function command() {
        const { values } = part, [positive, , negative] = questions[values.question], isOwn = values.set === "own";
        const words = isOwn ? ["--data points.csv --label class --positive 1"]
          : [`--inputs ${names[values.measures]} --positive ${positive}`, ...negative ? [`--negative ${negative}`] : []];
        if (values.degree !== 2) words.push(`--degree ${values.degree}`);
        if (values.l1) words.push(`--l1 ${values.l1}`);
        if (values.l2 !== 0.000001) words.push(`--l2 ${values.l2}`);
        if (values.test && !isOwn) words.push(`--test ${testing.length}`);
        if (learnedCount < training.length) words.push(`--count ${learnedCount}`);
        if (values.seed !== 1) words.push(`--seed ${values.seed}`);
        return ["swift run logistic-regression curve", ...words].join(" ");
      }
      async function save() {
        if (!shown) throw Error("There is no curve yet.");
        await stop();
        const { degree } = part.values, n = degree * (degree + 3) / 2, all = await part.run("parameters", settings()).done;
        let from = 0;
        const tensors = [["weight", [1, n]], ["bias", [1]], ["measures.mean", [2]], ["measures.deviation", [2]], ["products.mean", [n]], ["products.deviation", [n]]]
          .map(([name, shape]) => ({ name, shape, values: all.slice(from, from += shape.at(-1)) }));
        const power = (letter, n) => n ? letter + (n > 1 ? n : "") : "", products = [];
        for (let total = 1; total <= degree; total++) for (let c = 0; c <= total; c++) products.push(power("u", total - c) + power("v", c));
        part.saveTensors("curve.safetensors", tensors, { measures: part.values.set === "own" ? "x1,x2" : names[part.values.measures], products: products.join(",") });
      }
      async function stop() {
        const stopped = loop;
        loop = undefined; growButton.textContent = "Flower by flower";
        stopped?.stop();
        await stopped?.done.catch(() => {});
      }
      const settings = () => ({ count: learnedCount, degree: part.values.degree, l1: part.values.l1, l2: part.values.l2, field });
      async function start(name, value, isGrowing) {
        await stop();
        const mine = ++turn;
        loop = { ...part.run(name, value, answer => { if (mine === turn && answer) take(answer); }), isGrowing };
        const started = loop, last = await started.done;
        if (mine !== turn) return;
        if (last) take(last);
        if (loop === started) { loop = undefined; growButton.textContent = "Flower by flower"; }
      }
      async function fit() {
        learnedCount = part.values.set === "own" ? training.length : Math.min(part.values.count, training.length);
        await start("fit", settings());
        if (shown && !loop) {
          const [J, right, testJ] = shown.measures;
          take({ growth: [[learnedCount, J, right, testJ]] });
        }
      }
      async function grow() {
        if (!shown) return;
        const count = part.values.set === "own" ? training.length : Math.min(part.values.count, training.length);
        growth = [];
        const started = start("grow", { ...settings(), from: Math.min(6, count), count, isQuiet: part.isReduced }, true);
        await Promise.resolve();
        growButton.textContent = "Pause";
        await started;
        if (learnedCount === count) await fit();
      }

      /** A field as it is, or as wide as the points ask for. */
      const around = (points, [x0, x1, y0, y1]) => [[0, x0, x1], [1, y0, y1]].flatMap(([i, low, high]) => {
        const [a, b] = [Math.min(low, ...points.map(p => p[i])), Math.max(high, ...points.map(p => p[i]))], margin = 0.05 * (b - a);
        return [a < low ? a - margin : low, b > high ? b + margin : high];
      });

      function nothing(found) {
        training = found; learnedCount = found.length; testing = degrees = growth = []; shown = undefined;
        legend.textContent = "";
        part.empty(plane, byDegree, byCount);
      }
      part.onchange = async values => {
        part.fail("");
        if (own.isTaken(values)) return;
        await stop();
        const mine = ++turn, [positive, , negative] = questions[values.question], column = measures[values.measures][2];
        if (!own.isDragged) field = fields[values.measures];
        const flowers = table.filter(row => !negative || row[4] === positive || row[4] === negative)
          .map(row => [Number(row[column]), Number(row[column + 1]), row[4] === positive ? 1 : 0]);
        const test = Math.min(values.test, flowers.length - 10);
        const order = await part.ask("split", { flowers: Float32Array.from(flowers.flat()), test, seed: values.seed });
        if (mine !== turn) return;
        const all = [...order].map(i => flowers[i]);
        testing = all.slice(flowers.length - test);
        if (values.set === "own") {
          if (values.points || !training.length) training = own.read(values.points, nothing);
          await part.ask("takePoints", { points: Float32Array.from(training.flat()), seed: values.seed });
          if (mine !== turn) return;
          if (!own.isDragged) field = around(training, field);
        } else training = all.slice(0, flowers.length - test);
        const now = JSON.stringify([values.set, values.measures, values.question, test, values.seed, values.degree, values.l1, values.l2]);
        if (now !== before) growth = [];
        before = now;
        degrees = [];
        return fit();
      };
      part.onrestart = () => { turn++; loop = shown = undefined; return part.onchange(part.values); };
    },
  },
});
