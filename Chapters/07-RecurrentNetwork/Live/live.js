"use strict";
{
const gatesOf = { rnn: 1, lstm: 4, gru: 3 };
/** The names and shapes that PyTorch gives to a model's weights. */
function shapes(count, hidden, layers, gates, outputs = count) {
  const width = gates * hidden;
  return [...Array(layers).keys()].flatMap(l => [
    ["weight_ih_l" + l, width, l ? hidden : count], ["weight_hh_l" + l, width, hidden], ["bias_ih_l" + l, width], ["bias_hh_l" + l, width],
  ]).concat([["head.weight", outputs, hidden], ["head.bias", outputs]]);
}
function tensors(shapes, all) {
  let from = 0;
  return shapes.map(([name, ...shape]) => ({ name, shape, values: all.slice(from, from += shape.reduce((a, b) => a * b)) }));
}

book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    let bits = [0], counter = {};
    const read = () => {
      const place = swift.put(Uint8Array.from(bits));
      e.readBits(place, bits.length);
      swift.leave(place);
      return { ...counter, bits: bits.join(""), reading: swift.given() };
    };
    // ---- A writer
    let step = 0, voice = {}, losses = [], rows = [], sample = "", spoken = 0;
    const letters = numbers => new TextDecoder().decode(Uint8Array.from(numbers));
    const write = length => {
      const place = swift.put(voice.prompt);
      e.writeText(place, voice.prompt.length, length, voice.temperature, BigInt(voice.seed));
      swift.leave(place);
      const written = swift.given();
      return written[0] < 0 ? { missing: -1 - written[0] } : { text: letters(written) };
    };
    const news = () => { const told = { step, losses, rows, sample }; losses = []; rows = []; return told; };
    return {
      see(next) { bits = next; return read(); },
      *count({ cell, hidden, steps, seed }) {
        e.beginCounter(cell, hidden, BigInt(seed));
        counter = { cell, hidden, trained: 0 };
        while (counter.trained < steps) {
          const done = e.learnToCount(5, steps, BigInt(seed));
          if (done < 0) throw Error("Training diverges.");
          counter.trained = done;
          yield read;
        }
        e.countAll();
        [counter.learned, counter.heldOut] = swift.given();
        return { ...read(), checksum: swift.hex(e.counterChecksum()) };
      },
      slopes({ cell, forgetBias, scale, hidden, steps, seed }) {
        const sum = e.slopesByDistance(cell, forgetBias, scale, hidden, steps, BigInt(seed));
        return { lengths: swift.given(), checksum: swift.hex(sum) };
      },
      counterParameters() { e.counterParameters(); return swift.given(); },
      begin({ text, alphabet, weights, window, cell, hidden, layers, seed }) {
        const places = [text, alphabet, weights].map(array => swift.put(array));
        e.takeText(places[0], text.length, window, places[1], alphabet.length);
        const [learned, heldOut, ...bytes] = swift.given();
        step = 0; losses = []; rows = []; sample = "";
        const parameters = weights.length ? e.takeModel(places[2], hidden) : e.beginModel(cell, hidden, layers, BigInt(seed));
        for (const place of places) swift.leave(place);
        return { learned, heldOut, bytes, parameters, checksum: swift.hex(e.modelChecksum()) };
      },
      voice(next) { voice = next; },
      write({ length }) { return write(length); },
      *learn({ steps, batch, window, rate, lastRate, clip, seed }) {
        let pace = 1;
        while (step < steps) {
          const marks = [10, 30, 100, 200, 300 * Math.floor(step / 300 + 1), steps], next = Math.min(...marks.filter(m => m > step));
          const more = Math.min(Math.round(pace), next - step), from = Date.now();
          if (!e.learnToWrite(more, steps, batch, window, rate, lastRate, clip, BigInt(seed))) throw Error(`Training diverges: the loss is ${swift.given()[0]}; a smaller learning rate may work.`);
          losses.push(...swift.given());
          step += more;
          const took = Date.now() - from;
          if (took < 25) pace *= 1.5; else if (took > 50) pace = Math.max(1, pace / 2);
          if (step === next) {
            let [sum, count] = [0, 0];
            for (let part = 0; ; part++) {
              e.measurePart(part, 50000);
              const [nats, windows] = swift.given();
              if (!windows) break;
              sum += nats * windows; count += windows;
              yield news;
            }
            rows.push({ step, nats: sum / count, text: write(44).text ?? "" });
          } else if (Date.now() - spoken > 1000) { sample = write(120).text ?? ""; spoken = Date.now(); }
          yield news;
        }
        return { ...news(), checksum: swift.hex(e.modelChecksum()) };
      },
      news,
      modelChecksum() { return swift.hex(e.modelChecksum()); },
      parameters() { e.modelParameters(); return swift.given(); },
    };
  },
  figures: {
    async "vanishing"(part) {
      const el = book.el, cells = ["rnn", "lstm", "gru", "gru-reset-before"], distances = [0, 1, 5, 10, 20, 50, 100];
      const texts = [
        ["rnn", { cell: "rnn" }], ["rnn, W × 3", { cell: "rnn", scale: 3 }], ["gru", { cell: "gru" }],
        ["lstm, forget bias 0", { cell: "lstm", bias: 0 }], ["lstm, forget bias 1", { cell: "lstm" }], ["lstm, forget bias 5", { cell: "lstm", bias: 5 }],
      ];
      const dashes = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [8, 3, 2, 3, 2, 3]];
      part.guide("how long the slope of a loss is so many steps before it, by powers of ten: thick for your cell, thin for five further seeds, in color for the text's six.",
        "choose a cell, then raise the forget bias or the state's weights.",
        "a straight fall is the same factor in every step: after fifty the plain cell's slope is as good as gone. An lstm with a forget bias of 5 keeps far more of it; how much, the seed decides.");
      let mine = [], others = [], theirs, turn = 0;
      part.choice("cell", "Cell", "rnn", cells);
      part.number("bias", "Forget bias (lstm)", 1, { min: -20, max: 20 });
      part.number("scale", "State weights W ×", 1, { min: 0, max: 20 });
      part.number("hidden", "Neurons", 64, { min: 1, max: 128, step: 1 });
      part.number("seed", "Seed", 1, { min: 0, max: 4294967200, step: 1 });
      part.check("text", "show the text’s six beside it", true);
      part.presets("Try", texts);
      const name = ({ cell, bias, scale, hidden, seed }) => [cell, ...(cell === "lstm" ? [`forget bias ${bias}`] : []), ...(scale === 1 ? [] : [`W × ${scale}`]),
        ...(hidden === 64 ? [] : [`${hidden} neurons`]), ...(seed === 1 ? [] : [`seed ${seed}`])].join(", ");
      const wide = Math.min(560, book.roomOf(part)), box = { x: 50, y: 10, width: wide - 66, height: 280 };
      const canvas = part.canvas("How far a loss reaches back", wide, 334, (g, colors) => {
        const at = part.axes(g, colors, box, [0, 100], [-20, 4], { x: "steps back", y: "length of the slope, power of ten" });
        g.save();
        g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
        const curve = (norms, color, width, dash = []) => {
          g.strokeStyle = color; g.lineWidth = width; g.setLineDash(dash); g.lineJoin = "round";
          g.beginPath();
          norms.forEach((v, t) => g.lineTo(at.x(t), at.y(v > 0 ? Math.max(-60, Math.min(20, Math.log10(v))) : -60)));
          g.stroke();
        };
        if (part.values.text) theirs?.forEach((norms, i) => curve(norms, colors.category(i), 1.6, dashes[i]));
        others.forEach(norms => curve(norms, colors.soft, 0.8));
        curve(mine, colors.text, 3);
        g.restore();
      });
      const table = el("table", {}), exact = v => v >= 0.001 && v < 1000 ? v.toFixed(3) : v === 0 ? "0" : Number.isFinite(v) ? v.toExponential(1).replace("e+", "e") : "∞";
      part.stage.append(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Length of the slope", style: "flex:1 1 100%" }, table));
      const line = (i, words, norms) => el("tr", { "data-row": i },
        el("td", { style: "min-width:0" }, el("svg", { width: 32, height: 8, "aria-hidden": "true" }, el("line", { x1: 0, y1: 4, x2: 32, y2: 4,
          "stroke-width": i < 0 ? 3 : 1.6, style: `stroke:var(--${i < 0 ? "f-ink" : "c" + i})`, "stroke-dasharray": i < 0 ? undefined : dashes[i].join(" ") || undefined }))),
        el("th", { scope: "row", style: "min-width:7rem" }, words), ...distances.map(d => el("td", { class: "r", style: "white-space:nowrap" }, exact(norms[d]))));
      const slopes = ({ cell, bias, scale, hidden, seed }) =>
        part.ask("slopes", { cell: cells.indexOf(cell), forgetBias: bias, scale, hidden, steps: 100, seed });
      part.onchange = async values => {
        const now = ++turn, wanted = { ...values };
        if (!theirs) theirs = (await Promise.all(texts.map(([, t]) => slopes({ ...part.defaults, ...t })))).map(answer => answer.lengths);
        const answers = await Promise.all([0, 1, 2, 3, 4, 5].map(n => slopes({ ...wanted, seed: wanted.seed + n }))), six = answers.map(answer => answer.lengths);
        if (now !== turn) return;
        part.fail("");
        part.checksum(answers[0].checksum, `swift run recurrent-network slopes --cell ${wanted.cell}`
          + [["forget-bias", wanted.cell === "lstm" ? wanted.bias : 1, 1], ["scale", wanted.scale, 1], ["hidden", wanted.hidden, 64], ["seed", wanted.seed, 1]]
            .filter(([, value, usual]) => value !== usual).map(([option, value]) => ` --${option}=${value}`).join(""), "Slopes",
          answers[0].lengths.every(Number.isFinite) ? "" : "some are too large to be numbers");
        [mine, ...others] = six;
        const words = name(wanted), far = six.map(norms => norms[50]);
        table.replaceChildren(
          el("thead", {}, el("tr", {}, el("td", { style: "min-width:0" }), el("th", { scope: "col" }, "steps back"), ...distances.map(d => el("th", { class: "r", scope: "col" }, d)))),
          el("tbody", {}, line(-1, words, mine), ...(wanted.text ? texts.map(([t], i) => line(i, t, theirs[i])) : [])));
        part.show({ "50 steps back": exact(mine[50]), "six seeds, shortest": exact(Math.min(...far)), "longest": exact(Math.max(...far)) });
        const sentence = `${words}: fifty steps back the slope is ${exact(mine[50])} long, a hundred steps back ${exact(mine[100])}.`;
        canvas.describe(sentence + " Thin lines: five further seeds.");
        part.say(sentence);
        canvas.redraw();
      };
      part.onrestart = () => { theirs = undefined; return part.onchange(part.values); };
    },

    async "gates"(part) {
      const el = book.el, cells = ["rnn", "lstm", "gru", "gru-reset-before"], most = 40;
      let shown, loop, turn = 0, playing, before;
      part.guide("a network that counts ones, bit by bit: a row is a cell, a column a step, the bit that it reads stands below; orange is high, blue low. The curve is what it says.",
        "type bits, press Play or Next bit; click a bit to turn it over; choose another cell.",
        "which memories c change at a one and stay at a zero; how far its count follows the truth; what becomes of it beyond the eight bits with which it was trained.");
      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
      const field = el("input", { type: "text", maxlength: most, inputmode: "numeric", spellcheck: "false", autocomplete: "off", size: 24 });
      part.add("bits", "Bits to read", field, () => field.value, v => { field.value = v; }, "001101000111");
      bar.append(field.closest(".live-control"));
      part.slider("at", "Bits read", 12, { min: 1, max: most, step: 1 });
      bar.append(part.controls.lastElementChild);
      const play = button("Play", () => playing ? halt() : start(), { "data-play": true });
      button("Next bit", () => { halt(); part.set({ at: part.values.at % length() + 1 }); }, { "data-next": true });
      for (const bit of [0, 1]) button(`Append ${bit}`, () => { halt(); const bits = parse(part.values.bits) + bit; part.set({ bits, at: bits.length }); }, { "data-append": bit });
      part.choice("cell", "Cell", "lstm", cells);
      part.number("hidden", "Neurons", 8, { min: 1, max: 16, step: 1 });
      part.number("steps", "Training steps", 1500, { min: 0, max: 5000, step: 1 });
      part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 });
      part.presets("Try", [
        ["As in the text", {}], ["Twenty ones", { bits: "1".repeat(20), at: 20 }], ["Plain cell, twenty ones", { cell: "rnn", bits: "1".repeat(20), at: 20 }],
        ["The deck’s 10011, plain cell", { cell: "rnn", bits: "10011", at: 5 }], ["A one, then zeros", { bits: "1" + "0".repeat(23), at: 24 }],
        ["GRU", { cell: "gru" }], ["Untrained", { steps: 0 }],
      ]);
      part.button("Save counter.safetensors", async () => {
        if (!shown) throw Error("There is no network yet.");
        const all = await part.ask("counterParameters"), { hidden, cell } = shown;
        if (!all.length) throw Error("This cell has no form in PyTorch: choose another one to save its weights.");
        part.saveTensors("counter.safetensors", tensors(shapes(2, hidden, 1, gatesOf[cell], 1), all));
      });
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      const parse = text => {
        const bits = text.replace(/[\s,]/g, ""), wrong = bits.match(/[^01]/u);
        if (wrong) throw Error(`Bits are 0 and 1; found “${wrong[0]}”.`);
        if (!bits) throw Error("There are no bits: type some, such as 0110.");
        if (bits.length > most) throw Error(`${bits.length} bits; at most ${most} are read here.`);
        return bits;
      };
      const length = () => shown?.bits.length ?? 1, at = () => Math.min(part.values.at, length());
      // What of a step is seen: name, least, largest, value of cell j in step t
      const gate = k => (s, j) => s.gates[k * s.hidden + j], memory = (s, j) => s.c[j], state = (s, j) => s.h[j];
      const kinds = {
        rnn: [["state h", -1, 1, state]],
        lstm: [["forget gate f", 0, 1, gate(0)], ["input gate i", 0, 1, gate(1)], ["what is written, i·g", -1, 1, (s, j) => gate(1)(s, j) * gate(2)(s, j)],
          ["memory c", -4, 4, memory], ["output gate o", 0, 1, gate(3)], ["state h", -1, 1, state]],
        gru: [["update gate z", 0, 1, gate(0)], ["reset gate r", 0, 1, gate(1)], ["candidate h̃", -1, 1, gate(2)], ["state h", -1, 1, state]],
      };
      kinds["gru-reset-before"] = kinds.gru;
      const width = 312, place = { x: 30, y: 24, width: 276, height: 128 };
      const panels = kinds.lstm.map(([words], k) => {
        const canvas = part.canvas(words, width, 176, (g, colors) => {
          const kind = shown && kinds[shown.cell][k];
          if (!kind) return;
          const [title, low, high, value] = kind, { bits, steps, hidden } = shown, n = bits.length;
          const w = place.width / n, h = place.height / hidden;
          g.font = "13px system-ui, sans-serif"; g.fillStyle = colors.text; g.textAlign = "left"; g.textBaseline = "middle";
          g.fillText(`${title}, ${String(low).replace("-", "−")} to ${high}`, place.x, 11);
          g.font = "12px system-ui, sans-serif"; g.textAlign = "right";
          for (let j = 0; j < hidden; j += hidden > 9 ? 2 : 1) g.fillText(j + 1, place.x - 6, place.y + (j + 0.5) * h);
          const seen = at(), values = new Float32Array(hidden * n);
          for (let t = 0; t < n; t++) for (let j = 0; j < hidden; j++) values[j * n + t] = value(steps[t], j);
          part.raster(g, values, n, place.x, place.y, place.width, place.height, v => colors.diverging((v - low) / (high - low)));
          g.fillStyle = colors.paper; g.globalAlpha = 0.82;
          g.fillRect(place.x + seen * w, place.y, (n - seen) * w, place.height);
          g.globalAlpha = 1;
          g.textAlign = "center"; g.fillStyle = colors.text;
          if (w >= 8) [...bits].forEach((bit, t) => g.fillText(bit, place.x + (t + 0.5) * w, place.y + place.height + 13));
          g.strokeStyle = colors.text; g.lineWidth = 2;
          g.strokeRect(place.x + (seen - 1) * w, place.y, w, place.height);
          const cross = canvas.cross?.();
          if (cross) for (const [line, color] of [[3, "#fff"], [1.5, "#000"]]) {
            g.lineWidth = line; g.strokeStyle = color;
            book.line(g, cross[0] - 9, cross[1], cross[0] + 9, cross[1]); book.line(g, cross[0], cross[1] - 9, cross[0], cross[1] + 9);
          }
        });
        const column = x => Math.max(1, Math.min(length(), 1 + Math.floor((x - place.x) / place.width * length())));
        part.pointer(canvas, width, 176, {
          down(x, y) {
            halt();
            const t = column(x);
            if (y <= place.y + place.height) return part.set({ at: t });
            const bits = parse(part.values.bits);
            part.set({ bits: bits.slice(0, t - 1) + (bits[t - 1] === "1" ? "0" : "1") + bits.slice(t), at: part.values.at });
          },
          move(x, y) { if (y <= place.y + place.height && column(x) !== part.values.at) part.set({ at: column(x) }); },
        }, "A column is chosen by Space, a bit below it is turned over; arrow keys move a cross.");
        return canvas;
      });
      const counts = book.curves(part, {
        words: "What the network says, bit by bit", x: "bits read", y: "ones",
        series: colors => shown ? [
          { name: "in truth", color: colors.soft, dash: [5, 4], points: shown.ones.map((v, t) => [t + 1, v]).slice(0, at()) },
          { name: "what the network says", color: colors.category(0), points: shown.steps.map((s, t) => [t + 1, s.count]).slice(0, at()) },
        ] : [],
        range: () => [[1, Math.max(2, length())], [-1, Math.max(4, ...(shown?.ones ?? []), ...(shown?.steps ?? []).map(s => s.count)) + 0.5]],
      });
      const table = el("table", {});
      part.stage.append(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The cells in this step" , style: "flex:0 1 36rem" }, table));

      function take({ bits, cell, hidden, trained, learned, heldOut, reading, checksum }) {
        if (cell === undefined) return;
        if (checksum) part.checksum(checksum, `swift run recurrent-network count --cell ${cells[cell]} --hidden ${hidden} --steps ${trained} --seed ${part.values.seed}`);
        const gates = [1, 4, 3, 3][cell] * hidden, size = gates + 2 * hidden + 1;
        let ones = 0;
        shown = {
          bits, cell: cells[cell], hidden, trained, learned, heldOut, ones: [...bits].map(bit => ones += Number(bit)),
          steps: [...bits].map((_, t) => {
            const row = reading.subarray(size * t, size * (t + 1));
            return { hidden, gates: row.subarray(0, gates), c: row.subarray(gates, gates + hidden), h: row.subarray(gates + hidden, -1), count: row.at(-1) };
          }),
        };
        draw();
      }
      function draw() {
        if (!shown) return;
        const t = at() - 1, step = shown.steps[t], kind = kinds[shown.cell];
        const short = v => v.toFixed(2).replace("-", "−");
        panels.forEach((canvas, k) => {
          canvas.style.display = kind[k] ? "" : "none";
          if (kind[k]) canvas.describe(`${kind[k][0]} of ${shown.hidden} cells over the bits ${shown.bits}; after bit ${t + 1}: ${Array.from({ length: shown.hidden }, (_, j) => short(kind[k][3](step, j))).join(", ")}.`);
          canvas.redraw();
        });
        table.replaceChildren(
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "cell"), ...kind.map(([words]) => el("th", { class: "r", scope: "col" }, words)))),
          el("tbody", {}, ...Array.from({ length: shown.hidden }, (_, j) => el("tr", {}, el("th", { scope: "row" }, j + 1), ...kind.map(k => el("td", { class: "r" }, short(k[3](step, j))))))));
        const sentence = `After ${t + 1} bits, ${shown.ones[t]} of them ones, the network says ${short(step.count)}.`;
        counts.describe(sentence); counts.redraw();
        const share = v => v === undefined ? "…" : book.percent(v);
        part.show({ "Bit": `${t + 1} of ${shown.bits.length}: ${shown.bits[t]}`, "Ones so far": shown.ones[t], "The network": short(step.count), "Trained": `${shown.trained.toLocaleString("en")} steps`,
          "Right, trained on": share(shown.learned), "held out": share(shown.heldOut) });
        part.say(shown.learned === undefined ? `The network is learning: step ${shown.trained.toLocaleString("en")}.` : sentence);
      }
      async function learn({ bits, cell, hidden, steps, seed }) {
        const now = ++turn;
        loop?.stop();
        loop = undefined;
        part.bits.replaceChildren();
        await part.ask("see", [...parse(bits)].map(Number));
        if (now !== turn) return;
        loop = part.run("count", { cell: cells.indexOf(cell), hidden, steps, seed }, answer => { if (now === turn && !part.isReduced) take(answer); });
        const last = await loop.done;
        if (now !== turn) return;
        loop = undefined;
        if (last) take(last);
      }
      async function look(bits) {
        const answer = await part.ask("see", [...bits].map(Number));
        if (!loop || !part.isReduced) take(answer);
      }
      function start() {
        if (at() >= length()) part.set({ at: 1 });
        play.textContent = "Pause";
        playing = setInterval(() => { if (at() < length()) part.set({ at: part.values.at + 1 }); if (at() >= length()) halt(); }, 600);
      }
      function halt() { clearInterval(playing); playing = undefined; play.textContent = "Play"; }
      part.onchange = async values => {
        const bits = parse(values.bits), network = [values.cell, values.hidden, values.steps, values.seed].join();
        part.fail("");
        if (values.at > bits.length) { values.at = bits.length; part.settings.get("at").write(bits.length); part.writeAddress(); }
        if (network !== before) { before = network; return learn(values); }
        if (bits !== shown?.bits) return look(bits);
        draw();
      };
      part.onrestart = () => { loop = undefined; before = undefined; return part.onchange(part.values); };
    },

    async "characters"(part) {
      const el = book.el, cells = ["rnn", "lstm", "gru"];
      let corpus, course, loop, turn = 0, step = 0, curve = [], heldOut = [], before, asked = 0, begun;
      part.guide("a network that learns to tell the next character of a text, what it writes meanwhile, and the bits that a character costs it.",
        "press Train, or choose the chapter's trained model, which writes at once; then change the temperature and press Write.",
        "the bits fall, and out of letters come words. The trained model repeats the commonest words at a temperature of 0.3, and makes up new ones at 1.2.");
      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
      const runButton = button("Train", () => loop ? stop() : run(), { "data-run": true });
      button("Start again", () => fresh());
      button("Write", () => write(), { "data-write": true });
      part.slider("temperature", "Temperature", 0.7, { min: 0.1, max: 2, step: 0.1 });
      const prompt = el("input", { type: "text", maxlength: 200, spellcheck: "false", autocomplete: "off", size: 20 });
      part.add("prompt", "It begins with", prompt, () => prompt.value, v => { prompt.value = v; }, "");
      part.number("letters", "Letters to write", 400, { min: 1, max: 2000, step: 1 });
      part.number("draw", "Seed of what it draws", 5, { min: 0, max: 4294967295, step: 1 });
      for (const name of ["temperature", "prompt", "letters", "draw"]) bar.append(part.settings.get(name).input.closest(".live-control"));
      part.choice("from", "The network begins", "nothing", { nothing: "knowing nothing", trained: "as the chapter’s trained model" });
      part.choice("set", "Text", "bible", { bible: "the Bible’s first 500,000 letters", own: "your own" });
      part.choice("cell", "Cell", "lstm", cells);
      part.number("hidden", "Neurons", 128, { min: 1, max: 256, step: 1 });
      part.number("layers", "Layers", 1, { min: 1, max: 3, step: 1 });
      part.number("steps", "Training steps", 800, { min: 1, max: 100000, step: 1 });
      part.number("batch", "Windows a step", 32, { min: 1, max: 256, step: 1 });
      part.number("window", "Characters a window", 64, { min: 1, max: 512, step: 1 });
      part.number("rate", "Learning rate", 0.015, { min: 1e-7, max: 100 });
      part.number("last", "It falls to this part", 0.05, { min: 0, max: 1 });
      part.number("clip", "Gradients clipped at", 5, { min: 1e-6, max: 1e6 });
      part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 });
      const pasted = part.text("own", "Your text", "", { rows: 5, most: 1000000 });
      const buttons = el("p", { style: "display:flex;gap:.5rem;flex-wrap:wrap;margin:.5rem 0 0" },
        part.button("Save text.txt", async () => {
          const bytes = await text();
          if (!bytes.length) throw Error("There is no text yet.");
          part.save("text.txt", bytes, "text/plain");
        }), part.button("Save characters.safetensors", () => save()));
      const fold = el("details", { style: "flex:1 1 100%" },
        el("summary", { style: "cursor:pointer;padding:.3rem 0" }, "Paste a text, or take something away as a file"), pasted.closest(".live-control"), buttons);
      part.controls.append(fold);
      const small = { hidden: 32, steps: 500 }, trained = { from: "trained", steps: 300, rate: 0.001 };
      part.presets("Try", [
        ["As in the text", {}], ["The chapter’s trained model", trained], ["Small and quick", small], ["Small plain cell", { ...small, cell: "rnn" }], ["Small GRU", { ...small, cell: "gru" }],
        ["Exercise 5: GRU, 500 steps", { cell: "gru", steps: 500, rate: 0.004 }],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.controls.style.marginTop = "1rem";
      const paper = el("pre", { tabindex: 0, role: "region", "aria-label": "What the network writes", "data-written": true,
        style: "flex:1 1 100%;min-height:9em;max-height:22em;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:0" });
      const canvas = book.curves(part, {
        words: "Bits a character", width: Math.min(560, book.roomOf(part)), height: 250, x: "step", y: "bits a character",
        series: colors => [{ name: "training", color: colors.category(0), points: curve }, { name: "held out", color: colors.category(1), dash: [6, 3], points: heldOut }],
        range: () => [[0, part.values.steps], [curve.some(([, bits]) => bits < 1) ? 0 : 1, 8]],
      });
      const table = el("tbody", {});
      part.stage.append(paper, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "What it wrote on its way", style: "flex:1 1 100%" }, el("table", {},
        el("thead", {}, el("tr", {}, el("th", { class: "r", scope: "col" }, "step"), el("th", { class: "r", scope: "col" }, "bits, held out"), el("th", { scope: "col" }, "what it writes"))), table)));
      const notNew = el("p", { class: "live-said" }, "The trained model was trained on all these letters, those held out here too: their bits say nothing of a text that is new to it.");
      part.element.prepend(bar, part.failed, part.stage, part.numbers, notNew, part.spoken);

      const text = async () => part.values.set === "own" ? utf8(part.values.own) : part.data("Data/kjv.txt.gz", 500000);
      const broughtAlong = "Chapters/07-RecurrentNetwork/Live/characters.safetensors";
      /** What the chapter's commands have trained: all numbers in the order of `save`, and the bytes that are its symbols. */
      async function readTrained() {
        const bytes = await part.data("Chapters/07-RecurrentNetwork/Live/characters.safetensors"), length = new DataView(bytes.buffer).getUint32(0, true);
        const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
        const values = shapes(1, 1, 1).flatMap(([name]) => [...new Float32Array(bytes.slice(8 + length + header[name].data_offsets[0], 8 + length + header[name].data_offsets[1]).buffer)]);
        return { weights: Float32Array.from(values), alphabet: Uint8Array.from(header.__metadata__.vocabulary.split(",")) };
      }
      const bits = nats => nats / Math.LN2, utf8 = text => new TextEncoder().encode(text);
      const learned = ["from", "set", "cell", "hidden", "layers", "steps", "batch", "window", "rate", "last", "clip", "seed", "own"];
      const key = values => JSON.stringify(learned.map(name => name === "own" && values.set === "bible" ? "" : values[name]));
      /** What the terminal begins with: the prompt, or a line's end, or the first of the bytes. */
      const first = () => part.values.prompt ? utf8(part.values.prompt) : Uint8Array.of(!corpus || corpus.bytes.includes(10) ? 10 : corpus.bytes[0]);
      const isTrained = values => values.from === "trained";
      const voice = () => part.ask("voice", { prompt: first(), temperature: part.values.temperature, seed: part.values.draw });
      function check(values) {
        const { batch, window, hidden, layers } = values;
        if (batch * window * hidden * layers > 2_200_000) throw Error("Windows × characters × neurons × layers is more than 2,200,000: too much for a page.");
        if (values.set === "own") expectLong(utf8(values.own).length);
      }
      function expectLong(count) {
        const { window } = part.values;
        if (Math.floor(count * 9 / 10) <= window || count < 20) {
          fold.open = true;
          if (!count) throw Error("There is no text of yours yet: paste one into “Your text”, below.");
          throw Error(`Your text has ${count.toLocaleString("en")} bytes; nine tenths of it are to be longer than a window of ${window}, and the rest is held out: paste more.`);
        }
      }
      /** As before the first step. */
      function clear() {
        turn++;
        loop?.stop(); loop = undefined; runButton.textContent = "Train";
        course = undefined; step = 0; curve = []; heldOut = [];
        table.replaceChildren(); paper.textContent = ""; part.bits.replaceChildren();
        draw();
      }
      function draw() {
        const last = heldOut.at(-1), now = curve.at(-1);
        notNew.hidden = !isTrained(part.values) || part.values.set !== "bible";
        part.show({ Step: step.toLocaleString("en"), "bits, training": now ? now[1].toFixed(3) : "—", "bits, held out": last ? last[1].toFixed(3) : "—" });
        part.show({ "time left": loop?.done ? left() : "—" });
        if (corpus) part.show({ "characters to learn from": corpus.learned ? corpus.learned.toLocaleString("en") : "—", "different ones": corpus.bytes.length, parameters: corpus.parameters.toLocaleString("en") });
        canvas.describe(step ? `Over ${step.toLocaleString("en")} steps: training now ${now[1].toFixed(2)} bits a character${last ? `, held out ${last[1].toFixed(2)}` : ""}.` : "Bits a character: nothing is learned yet.");
        canvas.redraw();
      }
      /** Of a training, by the pace that it has had so far. */
      function left() {
        const seconds = (performance.now() - begun.at) / 1000, more = (part.values.steps - step) / (step - begun.step) * seconds;
        return seconds < 1 || !Number.isFinite(more) ? "…" : more < 100 ? `${Math.ceil(more)} s` : `${Math.ceil(more / 60)} min`;
      }
      function take({ step: now, losses, rows, sample }) {
        losses.forEach((nats, i) => curve.push([now - losses.length + i + 1, bits(nats)]));
        while (curve.length > 3000) curve = curve.filter((_, i) => i % 2 || i > curve.length - 500);
        step = now;
        for (const { step, nats, text } of rows) {
          heldOut.push([step, bits(nats)]);
          table.append(el("tr", { "data-row": step }, el("td", { class: "r" }, step.toLocaleString("en")), el("td", { class: "r" }, bits(nats).toFixed(3)), el("td", {}, text.split("\n").join(" "))));
          part.say(`Step ${step.toLocaleString("en")}: ${bits(nats).toFixed(2)} bits a held-out character. It writes: ${text.split("\n").join(" ")}`);
        }
        if (sample && sample !== paper.textContent) paper.textContent = sample;
        draw();
      }
      /** A model, and the text to learn from unless it is only to write. */
      async function prepare(isToLearn) {
        const now = turn, { values } = part, none = new Uint8Array();
        check(values);
        const { weights, alphabet } = isTrained(values) ? await readTrained() : { weights: new Float32Array(), alphabet: none };
        const bytes = isToLearn || !isTrained(values) ? await text() : none, known = new Set(alphabet);
        if (now !== turn) return;
        const wrong = known.size ? bytes.findIndex(byte => !known.has(byte)) : -1;
        if (wrong >= 0) {
          const place = new TextDecoder().decode(bytes.subarray(0, wrong)).length;
          throw Error(`The trained model knows the Bible’s characters alone; your text has “${[...values.own.slice(place)][0] ?? "another"}”.`);
        }
        const answer = await part.ask("begin", { text: bytes, alphabet, weights, window: values.window, cell: cells.indexOf(values.cell), hidden: values.hidden, layers: values.layers, seed: values.seed });
        if (now !== turn) return;
        corpus = answer; course = true;
        if (isTrained(values)) part.checksum(answer.checksum, "swift run recurrent-network train --steps 6000 --learning-rate 0.008 --save trained.safetensors"
          + " && swift run recurrent-network book-weights --weights trained.safetensors --save rounded.safetensors");
      }
      async function run() {
        if (step >= part.values.steps) clear();
        const now = turn, { steps, batch, window, rate, last, clip, seed } = part.values;
        runButton.textContent = "Pause";
        let mine = loop = { stop() {} };  // until the text is there
        try {
          if (!course || !corpus.learned) await prepare(true);
          if (now !== turn || loop !== mine) return;
          part.bits.replaceChildren();
          await voice();
          if (now !== turn || loop !== mine) return;
          begun = { at: performance.now(), step };
          loop = mine = part.run("learn", { steps, batch, window, rate, lastRate: last, clip, seed }, news => { if (now === turn) take(news); });
          const answer = await mine.done;
          if (now !== turn || !answer) return;
          take(answer);
          await write();
          part.checksum(answer.checksum, command());
        } catch (error) {
          if (now === turn) clear();
          throw error;
        } finally { if (loop === mine) { loop = undefined; runButton.textContent = "Train"; draw(); } }
      }
      async function stop() {
        const stopped = loop, now = turn;
        loop = undefined; runButton.textContent = "Train"; draw();
        stopped.stop();
        if (!stopped.done) return;
        await stopped.done.catch(() => {});
        if (now !== turn || !course) return;
        take(await part.ask("news"));
        await write();
        const checksum = await part.ask("modelChecksum");
        if (now === turn && !loop && step) part.checksum(checksum, command());
      }
      async function write() {
        const now = turn, mine = ++asked, { letters, prompt } = part.values;
        if (!course) { await prepare(); draw(); }
        if (now !== turn) return;
        await voice();
        const answer = await part.ask("write", { length: letters });
        if (now !== turn || mine !== asked) return;
        if (answer.missing !== undefined) throw Error(`The text has no “${[...prompt].find(c => utf8(c).some(b => !corpus.bytes.includes(b))) ?? prompt}”: the network cannot read it.`);
        part.fail("");
        paper.textContent = prompt + answer.text;
      }
      function fresh() { part.fail(""); clear(); if (isTrained(part.values)) return write(); }
      function command() {
        const { values } = part, words = [];
        const option = (name, value, usual) => { if (value !== usual) words.push(`--${name} ${value}`); };
        if (isTrained(values)) words.push("--weights " + broughtAlong);
        else { option("cell", values.cell, "lstm"); option("hidden", values.hidden, 128); option("layers", values.layers, 1); }
        words.push(`--steps ${values.steps}`);
        if (step < values.steps) words.push(`--until ${step}`);
        option("batch", values.batch, 32); option("sequence", values.window, 64); option("learning-rate", values.rate, 0.004);
        option("last-rate", values.last, 0.05); option("clip", values.clip, 5); option("seed", values.seed, 1);
        return ["swift run recurrent-network train --corpus text.txt", ...words].join(" ");
      }
      async function save() {
        if (!course) throw Error("There are no weights yet: press Train.");
        const all = await part.ask("parameters"), { hidden, layers, cell } = part.values;
        part.saveTensors("characters.safetensors", tensors(shapes(corpus.bytes.length, hidden, layers, gatesOf[cell]), all), { vocabulary: corpus.bytes.join() });
      }
      part.onchange = values => {
        part.fail("");
        if (values.own && values.set !== "own" && values.own !== before?.own) return part.set({ set: "own" });
        // Its cells are what they are
        if (isTrained(values) && (values.cell !== "lstm" || values.hidden !== 128 || values.layers !== 1)) return part.set({ from: "nothing" });
        const isNew = before === undefined || key(values) !== key(before);
        before = { ...values };
        if (isNew) {
          clear();
          if (isTrained(values)) return write();
          return check(values);
        }
        if (loop?.done) return voice();
        if (course) return write();
      };
      part.onrestart = () => { corpus = undefined; clear(); };
    },
  },
});
}
