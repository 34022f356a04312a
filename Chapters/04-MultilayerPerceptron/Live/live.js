"use strict";
book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    const text = () => String.fromCharCode(...swift.given());
    // The playground: how far it is, and what the page looks at.
    let step = 0, view, curve = [];
    const measure = () => { e.measure(); return [...swift.given()]; };
    // Coarser while it moves
    const picture = (fine = 96) => {
      const shown = { step, fine, checksum: swift.hex(e.weightsChecksum()) };
      e.look(...view.field, view.cells, false); shown.neurons = swift.given();
      e.look(...view.field, fine, true); shown.output = swift.given();
      shown.measures = measure();
      shown.curve = curve; curve = [];
      e.parameters(); shown.parameters = swift.given();
      return shown;
    };
    return {
      choosePoints({ set, count, noise }) { e.choosePoints(set, count, noise); return swift.given(); },
      begin({ points, hidden, activation, isSoftmax, isSquared, first, rule, rate, batch, l1, l2, seed, ...rest }) {
        if (points) {
          const place = swift.put(points);
          e.takePoints(place, points.length / 3);
          swift.leave(place);
        }
        const place = swift.put(Int32Array.from(hidden));
        e.beginCourse(place, hidden.length, activation, isSoftmax, isSquared, first, rule, rate, batch, l1, l2, BigInt(seed));
        swift.leave(place);
        step = 0; view = rest.view; curve = [];
        return picture();
      },
      look() { return picture(); },
      walk({ steps }) {
        if (!e.learn(steps)) return { diverged: text() };
        step += steps;
        return picture();
      },
      // Gentle at first, a step a frame, then ever more, then as many as there is time for.
      *learn({ until, isGentle }) {
        let pace = 1, isDrawn = true, last = 0;
        const show = () => { isDrawn = true; last = Date.now(); return picture(48); };
        while (step < until) {
          if (isGentle && !isDrawn) { yield show; continue; }
          isDrawn = false;
          const steps = Math.min(Math.ceil(pace), until - step), from = Date.now();
          if (!e.learn(steps)) return { diverged: text() };
          step += steps;
          const now = Date.now(), took = now - from;
          if (isGentle) { pace *= 1.06; isGentle = took < 8; }
          else if (took < 4) pace *= 2;
          else if (took > 12) pace = Math.max(1, pace / 2);
          // Fifteen pictures a second once it is quick: each one, and what the loss is, takes as long as many steps
          const isNews = isGentle || now - last > 60;
          if (isNews && step < until) curve.push([step, ...measure()]);
          yield isNews ? show : undefined;
        }
        return picture();
      },
      follow({ numbers, steps, rate }) {
        const place = swift.put(Float32Array.from(numbers));
        e.takeNetwork(place);
        swift.leave(place);
        e.followSteps(steps, rate);
        e.everyNumber(rate);
        return { all: [...swift.given()], checksum: swift.hex(e.followedChecksum()) };
      },
      gradient({ mistake, seed }) { e.gradientToCheck(mistake, BigInt(seed)); return { all: swift.given(), checksum: swift.hex(e.checkedChecksum()) }; },
    };
  },
  figures: {
    // ---- 4.7: the playground
    async "moons"(part) {
      const el = book.el, sets = ["moons", "circles", "spiral", "signs", "corners"];
      const noises = { moons: 0.15, circles: 0.15, spiral: 0.2, signs: 0, corners: 0 };
      const activations = ["tanh", "relu", "sigmoid", "linear", "leaky-relu", "softplus", "elu"];
      const firsts = ["glorot", "he", "normal", "uniform", "equal"];
      const rules = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"];
      const cells = 24;

      // As wide as the page leaves room
      part.element.style.marginRight = "min(0px, calc((100vw - 49rem) / -2 + 2.5rem))";
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const spare = Math.max(0, (innerWidth - 49 * rem) / 2 - 2.5 * rem);
      const room = Math.min(980, part.figure.clientWidth + spare - 1.9 * rem);
      const isNarrow = room < 560;
      const planeSize = Math.floor(isNarrow ? room : Math.min(380, room * 0.39));
      // Under a finger a layer's − and + are large, one above the other
      const isTouched = isNarrow || matchMedia("(pointer: coarse)").matches, head = isTouched ? 72 : 34;
      const netWidth = Math.floor(isNarrow ? room : room - planeSize - 14), netHeight = (isNarrow ? 266 : planeSize - 14) + head;

      let points = [], heldOut = [], hidden = [4], field = [-2, 3, -2.3, 2.7], shown, history = [];
      let diverged = "", selected, hovered, curvesDrawn = 0, rates = [], before = {};

      part.guide("a square for every neuron, painted with what it says of the plane; a line for every weight, the thicker the larger. The large square has the points, and what the whole network says.",
        "press Run. Then add neurons and layers, choose other points, or click your own into the square.",
        "without a hidden layer the border stays straight; with four tanh it bends between the moons, and J falls far below that of the straight one. Each neuron of the first layer draws one straight border.");
      // ---- Controls: what is done on top, then the picture, then the settings
      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
      const runButton = button("Run", () => course.isRunning ? course.stop() : run(), { "data-run": true });
      const course = part.course(runButton, take, () => part.ask("look"));
      button("Step", () => walk(1), { "data-step": true });
      button("Epoch", () => { const n = stepsAnEpoch(); return walk(n - (shown?.step ?? 0) % n); });
      button("Start again", () => begin());
      const addLayer = button("+ layer", () => setHidden([...hidden, Math.min(8, hidden.at(-1) ?? 4)]), { "aria-label": "One hidden layer more" });
      const dropLayer = button("− layer", () => setHidden(hidden.slice(0, -1)), { "aria-label": "One hidden layer less" });
      const short = (input, width) => { input.style.width = width; return input; };
      part.choice("set", "Points", "moons", { moons: "two moons", circles: "a disk in a ring", spiral: "spiral", signs: "signs", corners: "signs, four corners", own: "your own" });
      short(part.number("count", "Of each class", 200, { min: 1, max: 1000, step: 1 }), "5.5rem");
      short(part.number("noise", "Noise", 0.15, { min: 0, max: 2, step: "any" }), "5.5rem");
      const neurons = part.text("hidden", "Hidden neurons", "4", { rows: 1, most: 30 });
      neurons.style.cssText = "width:6.5rem;resize:none;overflow:hidden;font:inherit;line-height:1.6";
      neurons.closest(".live-control").style.flex = "0 0 auto";
      part.choice("activation", "Activation", "tanh", activations);
      part.choice("output", "Output", "sigmoid", { sigmoid: "one sigmoid", softmax: "softmax" });
      part.choice("loss", "Loss", "cross-entropy", ["cross-entropy", "squared"]);
      part.choice("first", "First weights", "normal", { glorot: "Glorot", he: "He", normal: "0.01 · normal", uniform: "±0.12", equal: "all 0.3" });
      part.choice("rule", "Update rule", "gradient-descent", { "gradient-descent": "gradient descent", momentum: "momentum 0.9", nesterov: "Nesterov 0.9", adagrad: "AdaGrad", rmsprop: "RMSProp", adam: "Adam" });
      short(part.number("rate", "Learning rate α", 1, { min: 1e-7, max: 1000 }), "6rem");
      short(part.number("batch", "Batch (0: all)", 0, { min: 0, max: 4000, step: 1 }), "6rem");
      short(part.number("l1", "Lasso λ₁", 0, { min: 0, max: 10 }), "6rem");
      short(part.number("l2", "Ridge λ₂", 0, { min: 0, max: 10 }), "6rem");
      short(part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 }), "6rem");
      short(part.number("steps", "Run to step", 10000, { min: 1, max: 10000000, step: 1 }), "7rem");
      const brush = part.choice("brush", "A click makes", "0", { 0: "● class 0", 1: "▲ class 1", 2: "■ class 2", 3: "◆ class 3" });
      part.check("held", "show held-out points", false);
      const pasted = part.text("points", "Your points: x, y and class (0 to 3), a line each", "", { rows: 5, most: 20000 });
      part.controls.append(el("details", { style: "flex:1 1 100%" },
        el("summary", { style: "cursor:pointer;padding:.3rem 0" }, "Paste points; take points or weights away as a file"), pasted.closest(".live-control"),
        el("p", { style: "display:flex;gap:.5rem;flex-wrap:wrap;margin:.5rem 0 0" },
          part.button("Save points.csv", () => {
            if (!points.length) throw Error("There are no points yet.");
            part.save("points.csv", "x,y,class\n" + points.map(p => p.join(",")).join("\n") + "\n", "text/csv");
          }),
          part.button("Save points.safetensors", saveWeights))));
      const spiral = { set: "spiral", count: 100, noise: 0.2, hidden: "8,8", output: "softmax", first: "glorot", rule: "adam", rate: 0.01, steps: 3000 };
      const corners = { set: "corners", noise: 0, output: "softmax", first: "glorot", rate: 0.1, steps: 500, seed: 2 };
      part.presets("Try", [
        ["As in the text", {}], ["No hidden layer", { hidden: "none" }], ["8 tanh, 8 tanh", { hidden: "8,8", first: "glorot" }],
        ["Rate 0.01", { rate: 0.01 }], ["All weights equal", { first: "equal", steps: 2000 }],
        ["4.1: signs, linear", { ...corners, activation: "linear" }], ["4.1: signs, tanh", corners],
        ["Ring, ReLU", { set: "circles", noise: 0.05, activation: "relu", hidden: "6", first: "he", rule: "momentum", rate: 0.05, steps: 2000 }],
        ["Spiral", spiral],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      const told = el("p", { style: "margin:0;min-height:1.45em;flex:1 1 100%;font-variant-numeric:tabular-nums" });
      part.numbers.style.cssText = "display:grid;grid-template-columns:repeat(auto-fill,minmax(6.6rem,1fr))";
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      // ---- Colors of numbers
      let tables = {};
      const lookup = colors => {
        if (tables.paper === colors.paper) return tables;
        const rgb = css => [1, 3, 5].map(i => parseInt(css.length < 7 ? css[(i + 1) / 2].repeat(2) : css.slice(i, i + 2), 16));
        const ground = rgb(colors.paper), classes = [0, 1, 2, 3].map(i => rgb(colors.category(i)));
        // From the first class's color over the paper to the second's
        const sides = Array.from({ length: 256 }, (_, i) => {
          const t = i / 127.5 - 1, side = classes[t < 0 ? 0 : 1];
          return ground.map((c, j) => c + (side[j] - c) * 0.62 * Math.abs(t));
        });
        return tables = { paper: colors.paper, ground, classes, sides };
      };
      const small = document.createElement("canvas");
      /** Squares of colors, smooth, in squares of the picture: [[color, x, y, size], …]. */
      function squares(g, n, list) {
        const image = new ImageData(n, n * list.length);
        list.forEach(([color], k) => {
          for (let i = 0, to = 4 * n * n * k; i < n * n; i++, to += 4) {
            const [r, gr, b] = color(i);
            image.data[to] = r; image.data[to + 1] = gr; image.data[to + 2] = b; image.data[to + 3] = 255;
          }
        });
        small.width = n; small.height = n * list.length;
        small.getContext("2d").putImageData(image, 0, 0);
        g.imageSmoothingEnabled = true;
        list.forEach(([, x, y, size], k) => g.drawImage(small, 0, n * k, n, n, x, y, size, size));
      }
      const byte = t => Math.max(0, Math.min(255, Math.round(255 * t))) || 0;
      /** The color of a neuron's output: its sign and size against the largest one of its picture. */
      function neuronColor(colors, values, from, isProbability) {
        const { sides } = lookup(colors);
        let most = 1e-6;
        if (!isProbability) for (let i = 0; i < cells * cells; i++) most = Math.max(most, Math.abs(values[from + i]) || 0);
        return i => sides[byte(isProbability ? values[from + i] : 0.5 + values[from + i] / most / 2)];
      }
      function outputColor(colors, values, n, outputs) {
        const { sides, classes, ground } = lookup(colors);
        if (outputs === 1) return i => sides[byte(values[i])];
        if (outputs === 2) return i => sides[byte(values[n * n + i])];
        return i => {
          let best = 0;
          for (let k = 1; k < outputs; k++) if (values[k * n * n + i] > values[best * n * n + i]) best = k;
          const share = 0.62 * Math.max(0, (values[best * n * n + i] - 1 / outputs) / (1 - 1 / outputs)) || 0;
          return ground.map((c, j) => c + (classes[best][j] - c) * share);
        };
      }

      // ---- The network: a picture for every neuron, a line for every weight
      let counted = {};
      const classes = () => (counted.of === points ? counted : counted = { of: points, count: 1 + Math.max(...points.map(p => p[2])) }).count;
      const outputs = () => part.values.output === "softmax" ? Math.max(2, classes()) : 1;
      const sizes = () => [2, ...hidden, outputs()];
      function tile(column, row, all = sizes()) {
        const n = all[column], most = Math.max(...all);
        const top = head, free = netHeight - top - 18;
        const size = Math.min(isNarrow ? 34 : 46, free / most - 6, netWidth / all.length - 18);
        const gap = Math.min(16, free / most - size);
        const pitch = (netWidth - size - 6) / (all.length - 1);
        return { x: 3 + column * pitch, y: top + (free - n * (size + gap) + gap) / 2 + row * (size + gap), size };
      }
      /** Where layer l's weights begin among the parameters. */
      function place(l) { let p = 0; for (let i = 0; i < l; i++) p += sizes()[i] * sizes()[i + 1] + sizes()[i + 1]; return p; }
      const weight = (l, k, j, all = sizes(), from = place(l)) => shown.parameters[from + k * all[l + 1] + j];
      const bias = (l, j) => shown.parameters[place(l) + sizes()[l] * sizes()[l + 1] + j];
      const nameOf = (column, row) => column === 0 ? "x" + "₁₂"[row] : column === sizes().length - 1 ? `output ${row + 1}` : `neuron ${row + 1} of layer ${column}`;
      const decimal = v => (Number.isFinite(v) ? v.toFixed(Math.abs(v) < 10 ? 3 : 1) : String(v)).replace("-", "−");
      const curve = (l, k, j, all = sizes()) => {
        const a = tile(l, k, all), b = tile(l + 1, j, all), x0 = a.x + a.size, x1 = b.x, y0 = a.y + a.size / 2, y1 = b.y + b.size / 2;
        return [x0, y0, (x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1];
      };
      const net = part.canvas("The network", netWidth, netHeight, (g, colors) => {
        if (!shown) return;
        const all = sizes(), focus = hovered ?? selected;
        let most = 0;
        for (const v of shown.parameters) if (Number.isFinite(v)) most = Math.max(most, Math.abs(v));
        for (let l = 0, from = 0; l + 1 < all.length; from += (all[l] + 1) * all[l + 1], l++) for (let k = 0; k < all[l]; k++) for (let j = 0; j < all[l + 1]; j++) {
          const w = weight(l, k, j, all, from), [x0, y0, ...rest] = curve(l, k, j, all);
          const isMarked = focus && (focus.k === undefined ? focus.column === l + 1 && focus.row === j : focus.l === l && focus.k === k && focus.j === j);
          g.globalAlpha = focus && !isMarked ? 0.25 : 0.9;
          g.lineWidth = 0.6 + 5 * Math.min(1, Math.abs(w) / Math.max(1, most)) + (isMarked ? 1 : 0) || 0.6;
          g.strokeStyle = w < 0 ? colors.category(0) : colors.category(1);
          g.setLineDash(w < 0 ? [5, 4] : []);
          g.beginPath(); g.moveTo(x0, y0); g.bezierCurveTo(...rest); g.stroke();
        }
        g.setLineDash([]); g.globalAlpha = 1;
        let from = 0;
        g.font = "12px system-ui, sans-serif"; g.textAlign = "center"; g.textBaseline = "alphabetic";
        const { sides } = lookup(colors), neurons = all.flatMap((n, column) => Array.from({ length: n }, (_, row) => ({ column, row, ...tile(column, row, all) })));
        squares(g, cells, neurons.map(({ column, row, x, y, size }) => {
          if (column === 0) {
            return [i => sides[byte(row === 0 ? (i % cells + 0.5) / cells : 1 - (Math.floor(i / cells) + 0.5) / cells)], x, y, size];
          }
          const isProbability = column === all.length - 1 || part.values.activation === "sigmoid";
          from += cells * cells;
          return [neuronColor(colors, shown.neurons, from - cells * cells, isProbability), x, y, size];
        }));
        for (const { column, row, x, y, size } of neurons) {
          const isMarked = focus && focus.k === undefined && focus.column === column && focus.row === row;
          g.strokeStyle = isMarked ? colors.category(4) : colors.axis; g.lineWidth = isMarked ? 3 : 1;
          g.strokeRect(x, y, size, size);
          if (column === 0) { g.fillStyle = colors.text; g.textBaseline = "middle"; g.fillText("x" + "₁₂"[row], x + size / 2, y + size / 2); }
        }
        g.fillStyle = colors.soft; g.textBaseline = "bottom"; g.textAlign = "right";
        g.fillText("— above 0   - - below 0", netWidth - 2, netHeight - 1);
        if (!hovered && !selected && hidden.length === 0) { g.textAlign = "center"; g.fillText("no hidden layer", netWidth / 2, 24); }
      });
      const holder = el("div", { style: "position:relative;max-width:100%" });
      net.replaceWith(holder);
      const handles = el("div", {});
      holder.append(net, handles);

      /** Buttons over the picture: every neuron to look at, and each layer's size. */
      function layOut() {
        const bare = "position:absolute;min-height:0;padding:0;line-height:1;border-radius:3px;";
        const at = (x, y, w, h) => `left:${100 * x / netWidth}%;top:${100 * y / netHeight}%;width:${100 * w / netWidth}%;height:${100 * h / netHeight}%;`;
        const all = sizes(), made = [];
        const look = (column, row) => { selected = { column, row }; tell(); };
        for (let column = 1; column < all.length; column++) for (let row = 0; row < all[column]; row++) {
          const { x, y, size } = tile(column, row);
          made.push(el("button", {
            type: "button", style: bare + "background:none;border:0;" + at(x, y, size, size), tabindex: column === 1 && row === 0 ? 0 : -1,
            "data-neuron": `${column} ${row}`, "aria-label": nameOf(column, row),
            onpointerenter: () => look(column, row), onpointerleave: () => { selected = undefined; tell(); },
            onfocus: () => look(column, row), onblur: () => { selected = undefined; tell(); },
            onkeydown: event => {
              const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
              if (!way) return;
              event.preventDefault();
              const c = Math.min(all.length - 1, Math.max(1, column + way[0])), r = Math.min(all[c] - 1, Math.max(0, row + way[1]));
              handles.querySelector(`[data-neuron="${c} ${r}"]`).focus();
            },
          }));
        }
        hidden.forEach((n, i) => {
          const { x, size } = tile(i + 1, 0), middle = x + size / 2;
          const sized = (words, by, label) => el("button", {
            type: "button", style: bare + "font-size:.85rem;" + (isTouched ? at(middle - 16, by < 0 ? 0 : 34, 32, 32) : at(middle + (by < 0 ? -22 : 1), 2, 21, 24)), "aria-label": label,
            onclick: () => part.try(() => {
              setHidden(hidden.map((m, j) => j === i ? Math.min(12, Math.max(1, m + by)) : m));
              [...handles.querySelectorAll("button")].find(b => b.getAttribute("aria-label") === label)?.focus();
            }),
          }, words);
          made.push(sized("−", -1, `One neuron less in hidden layer ${i + 1}`), sized("+", 1, `One neuron more in hidden layer ${i + 1}`));
        });
        handles.replaceChildren(...made);
        addLayer.disabled = hidden.length >= 4; dropLayer.disabled = hidden.length === 0;
      }
      // A weight under the mouse
      holder.addEventListener("pointermove", event => {
        if (!shown || event.target !== net) { if (hovered) { hovered = undefined; tell(); } return; }
        const r = net.getBoundingClientRect(), px = (event.clientX - r.left) / r.width * netWidth, py = (event.clientY - r.top) / r.height * netHeight;
        let best = 7, found;
        const all = sizes();
        for (let l = 0; l + 1 < all.length; l++) for (let k = 0; k < all[l]; k++) for (let j = 0; j < all[l + 1]; j++) {
          const [x0, y0, cx, , , , x1, y1] = curve(l, k, j, all);
          if (px < x0 || px > x1) continue;
          for (let t = 0; t <= 1; t += 0.02) {
            const u = 1 - t;
            const x = u * u * u * x0 + 3 * u * t * cx + t * t * t * x1, y = u * u * (u + 3 * t) * y0 + t * t * (t + 3 * u) * y1;
            const far = Math.hypot(x - px, y - py);
            if (far < best) { best = far; found = { l, k, j }; }
          }
        }
        if (found?.l !== hovered?.l || found?.k !== hovered?.k || found?.j !== hovered?.j) { hovered = found; tell(); }
      });
      holder.addEventListener("pointerleave", () => { hovered = undefined; tell(); });
      /** The weights of what the reader points at. */
      function tell() {
        net.redraw(); plane.redraw();
        const focus = hovered ?? selected;
        if (!shown || !focus) { told.textContent = "Point at a line for its weight, at a neuron for its picture; click into the square for points of your own."; return; }
        if (focus.k !== undefined) { told.textContent = `From ${nameOf(focus.l, focus.k)} to ${nameOf(focus.l + 1, focus.j)}: w = ${decimal(weight(focus.l, focus.k, focus.j))}`; return; }
        const { column, row } = focus, from = Array.from({ length: sizes()[column - 1] }, (_, k) => decimal(weight(column - 1, k, row)));
        told.textContent = `${nameOf(column, row)}: bias ${decimal(bias(column - 1, row))}, weights ${from.join("  ")}`;
        handles.querySelector(`[data-neuron="${column} ${row}"]`)?.setAttribute("aria-label", told.textContent);
      }

      // ---- The plane
      const pad = 2;
      const onPlane = ([x, y]) => [pad + (x - field[0]) / (field[1] - field[0]) * (planeSize - 2 * pad), pad + (field[3] - y) / (field[3] - field[2]) * (planeSize - 2 * pad)];
      const offPlane = (x, y) => [field[0] + (x - pad) / (planeSize - 2 * pad) * (field[1] - field[0]), field[3] + (y - pad) / (planeSize - 2 * pad) * (field[2] - field[3])];
      const plane = part.canvas("The plane", planeSize, planeSize + 20, (g, colors) => {
        if (!shown) return;
        const all = sizes(), inner = planeSize - 2 * pad;
        const isNeuron = selected && selected.column < all.length - 1 && !hovered;
        if (isNeuron) {
          let from = 0;
          for (let c = 1; c < selected.column; c++) from += all[c];
          squares(g, cells, [[neuronColor(colors, shown.neurons, (from + selected.row) * cells * cells, part.values.activation === "sigmoid"), pad, pad, inner]]);
        } else squares(g, shown.fine, [[outputColor(colors, shown.output, shown.fine, outputs()), pad, pad, inner]]);
        g.strokeStyle = colors.axis; g.lineWidth = 1; g.strokeRect(pad, pad, inner, inner);
        g.save(); g.beginPath(); g.rect(pad, pad, inner, inner); g.clip();
        g.drawImage(dots(colors, g.getTransform().a), 0, 0, planeSize, planeSize);
        const at = plane.cross?.();
        if (at) for (const [width, color] of [[3, "#fff"], [1.5, "#000"]]) {
          g.lineWidth = width; g.strokeStyle = color;
          book.line(g, at[0] - 9, at[1], at[0] + 9, at[1]); book.line(g, at[0], at[1] - 9, at[0], at[1] + 9);
        }
        g.restore();
        g.fillStyle = colors.soft; g.textAlign = "center"; g.textBaseline = "bottom";
        const corner = v => String(+v.toPrecision(3)).replace("-", "−");
        g.fillText(isNeuron ? nameOf(selected.column, selected.row) : `x₁ from ${corner(field[0])} to ${corner(field[1])}, x₂ from ${corner(field[2])} to ${corner(field[3])}`, planeSize / 2, planeSize + 18);
      });
      /** All points, drawn anew only where something of them has changed: a training draws many frames of the same. */
      const drawn = document.createElement("canvas");
      let drawnFor = [];
      function dots(colors, scale) {
        const now = [points, heldOut, part.values.held, field, colors.paper, scale];
        if (now.every((value, i) => value === drawnFor[i])) return drawn;
        drawnFor = now;
        drawn.width = drawn.height = Math.ceil(planeSize * scale);
        const g = drawn.getContext("2d"), radius = points.length > 500 ? 2 : points.length > 250 ? 2.6 : points.length > 60 ? 3.4 : 5;
        g.scale(drawn.width / planeSize, drawn.width / planeSize);
        if (part.values.held) for (const p of heldOut) symbol(g, colors, ...onPlane(p), p[2], radius, true);
        for (const p of points) symbol(g, colors, ...onPlane(p), p[2], radius, false);
        return drawn;
      }
      function symbol(g, colors, x, y, k, r, isHeldOut) {
        g.beginPath();
        if (k === 0) g.arc(x, y, r, 0, 7);
        else if (k === 1) { g.moveTo(x, y - 1.25 * r); g.lineTo(x + 1.15 * r, y + 0.85 * r); g.lineTo(x - 1.15 * r, y + 0.85 * r); g.closePath(); }
        else if (k === 2) g.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
        else { g.moveTo(x, y - 1.3 * r); g.lineTo(x + 1.3 * r, y); g.lineTo(x, y + 1.3 * r); g.lineTo(x - 1.3 * r, y); g.closePath(); }
        g.lineWidth = 1.2;
        if (isHeldOut) { g.strokeStyle = colors.category(k); g.stroke(); return; }
        g.fillStyle = colors.category(k); g.strokeStyle = colors.paper; g.stroke(); g.fill();
      }
      const lines = list => list.map(p => p.join(" ")).join("\n"), rounded4 = () => points.map(p => [+p[0].toFixed(4), +p[1].toFixed(4), p[2]]);
      const write = list => { points = list; part.set({ set: "own", points: lines(list) }); };
      const isInside = (x, y) => x >= 0 && x <= planeSize && y >= 0 && y <= planeSize;
      const rounded = (x, y, k) => [...offPlane(x, y).map(v => +v.toFixed(2)), k];
      const hand = book.handled(part, plane, [planeSize, planeSize + 20], { points: rounded4,
        place: onPlane, isInside, write, most: 2000, least: 1,
        made: (x, y, before) => rounded(x, y, before ? before[2] : Number(part.values.brush)) });

      part.stage.append(told);
      const curveWidth = Math.floor(isNarrow ? room : (room - 14) / 2), curveHeight = isNarrow ? 150 : 160;
      const curveOf = (words, column, scale, label) => part.canvas(words, curveWidth, curveHeight, (g, colors) => {
        if (!shown) return;
        const finite = history.flatMap(h => [h[column], h[column + 2]]).filter(v => v < 1e6).map(v => v * scale);
        const most = Math.max(1e-3, ...finite) * 1.05, last = Math.max(10, history.at(-1)?.[0] ?? 0);
        const box = { x: 50, y: 18, width: curveWidth - 68, height: curveHeight - 60 };
        const at = part.axes(g, colors, box, [0, last], [0, most], { x: "step", y: label });
        for (const [offset, color, dash] of [[2, colors.category(3), [5, 4]], [0, colors.text, []]]) {
          g.strokeStyle = color; g.lineWidth = 2; g.setLineDash(dash); g.beginPath();
          for (const h of history) if (h[column + offset] < 1e6) g.lineTo(at.x(h[0]), at.y(scale * h[column + offset]));
          g.stroke();
        }
        g.setLineDash([]); g.fillStyle = colors.soft; g.textAlign = "right"; g.textBaseline = "top";
        g.fillText(heldOut.length ? "— learned   - - held out" : "— learned", curveWidth - 18, 2);
      });
      const lossCurve = curveOf("The loss over the steps", 1, 1, "J"), wrongCurve = curveOf("The share that is wrong over the steps", 2, 100, "wrong, %");

      // ---- Training
      const stepsAnEpoch = () => part.values.batch > 0 ? Math.ceil(points.length / Math.min(part.values.batch, points.length)) : 1;
      const setHidden = list => part.set({ hidden: list.join(",") || "none" });
      async function begin() {
        await course.stop();
        const isLast = course.begin(), { values } = part;
        let own;
        if (values.set === "own" && !points.length) points = readPoints(values.points);
        if (values.set === "own") { heldOut = []; own = Float32Array.from(points.flat()); }
        else {
          const all = await part.ask("choosePoints", { set: sets.indexOf(values.set), count: values.count, noise: values.noise });
          if (!isLast()) return;
          const list = Array.from({ length: all.length / 3 }, (_, i) => [...all.slice(3 * i, 3 * i + 3)]);
          const n = values.set === "corners" ? 4 : list.length / 2;
          [points, heldOut] = [list.slice(0, n), list.slice(n)];
        }
        if (values.output === "sigmoid" && points.some(p => p[2] > 1)) return part.set({ output: "softmax" });
        if (hand.dragged < 0) field = range();
        const answer = await part.ask("begin", {
          points: own, hidden, activation: activations.indexOf(values.activation), isSoftmax: values.output === "softmax",
          isSquared: values.loss === "squared", first: firsts.indexOf(values.first), rule: rules.indexOf(values.rule),
          rate: values.rate, batch: values.batch, l1: values.l1, l2: values.l2, seed: values.seed, view: { field, cells },
        });
        if (!isLast()) return;
        history = []; rates = []; diverged = ""; selected = hovered = undefined;
        layOut();
        take(answer);
      }
      function take(answer) {
        if (answer.diverged) {
          diverged = answer.diverged[0].toUpperCase() + answer.diverged.slice(1) + ".";
          part.fail(diverged);
          return;
        }
        shown = answer;
        const [J, wrong, heldJ, heldWrong] = answer.measures;
        for (const place of [...answer.curve, [answer.step, ...answer.measures]]) {
          if (!history.length || place[0] > history.at(-1)[0]) history.push(place);
        }
        while (history.length > 800) history = history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
        const percent = v => v === undefined ? "—" : (100 * (1 - v)).toFixed(1) + " %";
        const four = v => v === undefined ? "—" : v.toFixed(4);
        part.show({
          Step: answer.step.toLocaleString("en"), "J learned": four(J), "J held out": four(heldJ), "Right learned": percent(wrong),
          "Right held out": percent(heldWrong), "Steps a second": speed(), Parameters: answer.parameters.length,
        });
        part.say(`Step ${answer.step.toLocaleString("en")}: J is ${four(J)}, ${percent(wrong)} are right.`);
        part.checksum(answer.checksum, answer.step ? command(answer.step) : undefined, undefined, Number.isFinite(J) ? "" : "the loss here is no number");
        net.describe(`A network of ${sizes().join("–")} neurons. ${part.values.activation}.`);
        plane.describe(`${points.length} points and what the network says of the plane; ${percent(wrong)} right.`);
        tell();
        if (course.isRunning && performance.now() - curvesDrawn < 100) return;
        curvesDrawn = performance.now();
        const over = `over ${answer.step.toLocaleString("en")} steps`, [, firstJ, firstWrong] = history[0];
        lossCurve.describe(`The loss ${over}: J of what is learned from was ${four(firstJ)} at first and is ${four(J)} now${heldJ === undefined ? "" : `, of what is held out ${four(heldJ)}`}.`);
        wrongCurve.describe(`The share that is right ${over}: of what is learned from ${percent(firstWrong)} at first and ${percent(wrong)} now${heldWrong === undefined ? "" : `, of what is held out ${percent(heldWrong)}`}.`);
        lossCurve.redraw(); wrongCurve.redraw();
      }
      function speed() {
        const now = performance.now();
        if (course.isRunning) rates.push([now, shown.step]);
        rates = rates.filter(r => now - r[0] < 1500);
        if (rates.length < 2) return part.stage.dataset.speed ? Number(part.stage.dataset.speed).toLocaleString("en") : "—";
        const [[t0, s0], [t1, s1]] = [rates[0], rates.at(-1)], value = Math.round(1000 * (s1 - s0) / (t1 - t0));
        if (Number.isFinite(value)) part.stage.dataset.speed = value;
        return Number.isFinite(value) ? value.toLocaleString("en") : "—";
      }
      async function walk(steps) {
        await course.stop();
        if (!diverged && shown) await course.hear(part.ask("walk", { steps }));
      }
      async function run() {
        if (!shown || diverged || shown.step >= part.values.steps) await begin();
        if (!shown) return;
        rates = [];
        await course.run("learn", { until: part.values.steps, isGentle: !part.isReduced && shown.step === 0 });
      }
      function command(step) {
        const { values } = part, words = [];
        const option = (name, value, usual) => { if (value !== usual) words.push(`--${name} ${value}`); };
        if (values.set === "own") words.push("--file points.csv");
        else {
          option("set", values.set, "moons");
          if (values.set !== "corners") { option("count", values.count, 200); option("noise", values.noise, noises[values.set]); }
        }
        option("hidden", hidden.join(",") || "none", "4");
        if (hidden.length > 0) option("activation", values.activation, "tanh");
        option("output-activation", values.output, "sigmoid");
        option("loss", values.loss, "cross-entropy");
        option("initialization", values.first, "glorot");
        option("rule", values.rule, "gradient-descent");
        option("learning-rate", values.rate, 1);
        if (values.batch > 0) words.push(`--batch ${values.batch}`);
        option("l1", values.l1, 0); option("l2", values.l2, 0); option("seed", values.seed, 1);
        return ["swift run multilayer-perceptron points", ...words, `--steps ${step}`].join(" ");
      }
      function saveWeights() {
        if (!shown) throw Error("There are no weights yet.");
        const all = sizes(), tensors = [];
        for (let l = 0; l + 1 < all.length; l++) {
          const [n, m] = [all[l], all[l + 1]];
          tensors.push({ name: `layers.${l}.weight`, shape: [m, n], values: Float32Array.from({ length: n * m }, (_, i) => weight(l, i % n, Math.floor(i / n))) });
          tensors.push({ name: `layers.${l}.bias`, shape: [m], values: Float32Array.from({ length: m }, (_, j) => bias(l, j)) });
        }
        part.saveTensors("points.safetensors", tensors, { activations: [...hidden.map(() => part.values.activation), part.values.output].join(",") });
      }

      // ---- What the reader says
      function parseHidden(text) {
        if (["", "none", "0"].includes(text.trim())) return [];
        const list = text.split(",").map(t => Number(t.trim()));
        if (list.length > 4 || !list.every(n => Number.isInteger(n) && n >= 1 && n <= 12)) {
          throw Error(`Hidden neurons: expected none, or up to four numbers from 1 to 12 such as 8,8; found “${text.slice(0, 30)}”.`);
        }
        return list;
      }
      function parsePoints(text) {
        const found = [];
        text.split(/\r?\n/).forEach((line, n) => {
          const words = line.trim().split(/[\s,;]+/).filter(w => w);
          if (!words.length || n === 0 && words.every(w => !Number.isFinite(Number(w)))) return;
          const [x, y, k = 0] = words.map(Number);
          if (words.length < 2 || words.length > 3 || ![x, y].every(v => Math.abs(v) <= 1000) || ![0, 1, 2, 3].includes(k)) {
            throw Error(`Line ${n + 1}: expected x, y (up to 1,000) and a class from 0 to 3, found “${line.trim().slice(0, 40)}”.`);
          }
          found.push([x, y, k]);
        });
        if (found.length > 2000) throw Error(`${found.length.toLocaleString("en")} points; at most 2,000 are taken here.`);
        if (!found.length) throw Error("There are no points yet: paste some, or click into the square.");
        return found;
      }
      /** Of a text that cannot be read nothing is shown. */
      function readPoints(text) {
        try { return parsePoints(text); } catch (error) {
          course.stop().catch(() => {});
          course.begin();
          points = []; heldOut = []; history = []; shown = selected = hovered = undefined;
          handles.replaceChildren();
          tell();
          part.empty(net, plane, lossCurve, wrongCurve);
          throw error;
        }
      }
      function range() {
        if (part.values.set === "moons") return [-2, 3, -2.3, 2.7];
        const far = Math.max(...points.flatMap(p => [Math.abs(p[0]), Math.abs(p[1])]));
        const isIn = ([x, y]) => x >= field[0] && x <= field[1] && y >= field[2] && y <= field[3];
        if (part.values.set === "own" && points.every(isIn)) return field;
        return far <= 3 ? [-3, 3, -3, 3] : [-1.1 * far, 1.1 * far, -1.1 * far, 1.1 * far];
      }
      part.onchange = values => {
        // Wider than the text, where there is room
        part.element.closest(".scroll")?.style.setProperty("overflow", "visible");
        const last = before, neurons = parseHidden(values.hidden);
        if (values.points !== last.points && values.points && values.set !== "own" && last.set === values.set) {
          parsePoints(values.points);
          before = { ...values, points: values.points };
          return part.set({ set: "own" });
        }
        if (values.set === "own" && !values.points && points.length) return part.set({ points: lines(rounded4()) });
        before = { ...values };
        part.fail("");
        if (values.set === "own" && values.points) points = readPoints(values.points);
        hidden = neurons;
        // What changes the picture or the end alone does not begin anew.
        const mild = ["brush", "held", "steps"];
        if (shown && Object.keys(values).every(key => values[key] === last[key] || mild.includes(key)) && mild.some(key => values[key] !== last[key])) {
          net.redraw(); plane.redraw();
          return undefined;
        }
        return begin();
      };
      part.onrestart = () => { course.restarted(); return begin(); };
    },

    // ---- 4.2: every number of a step
    "w1-w8"(part) {
      const el = book.el, sub = "₁₂₃₄₅₆₇₈", isNarrow = part.figure.clientWidth < 560;
      part.guide("the slides' network: two inputs, two hidden neurons, two outputs, eight weights, and what is computed where you are.",
        "press Next nine times: forward, the loss, back, the step. Then + 1 repeats the whole step, + 1,000 a thousand of them.",
        "the step takes L from 0.2983711 to 0.2910278; a thousand take it to 0.0011, and the outputs near to what is wanted, 0.01 and 0.99.");
      const given = { w1: 0.15, w2: 0.2, w3: 0.25, w4: 0.3, w5: 0.4, w6: 0.45, w7: 0.5, w8: 0.55, b1: 0.35, b2: 0.6, i1: 0.05, i2: 0.1, t1: 0.01, t2: 0.99 };
      const stages = ["The weights", "Forward: the hidden neurons", "Forward: the outputs", "The loss", "Back: the deltas of the outputs",
        "The slopes of w₅ to w₈", "Back: to the hidden neurons", "The deltas of the hidden neurons", "The slopes of w₁ to w₄", "The step"];
      let n = {};

      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => bar.append(part.button(words, action, more));
      button("Next", () => part.values.stage === 9 ? part.set({ stage: 0, steps: part.values.steps + 1 }) : part.set({ stage: part.values.stage + 1 }), { "data-next": true });
      button("Back", () => part.values.stage > 0 ? part.set({ stage: part.values.stage - 1 }) : part.values.steps > 0 && part.set({ stage: 9, steps: part.values.steps - 1 }));
      for (const steps of [1, 10, 100, 1000]) {
        button(`+ ${steps.toLocaleString("en")}`, () => part.set({ steps: Math.min(100000, part.values.steps + steps) }), { "aria-label": `${steps} steps more` });
      }
      button("Start again", () => part.reset());
      const stage = part.slider("stage", "Where", 0, { min: 0, max: 9, step: 1 });
      part.number("steps", "Steps done", 0, { min: 0, max: 100000, step: 1 });
      part.number("rate", "Learning rate α", 0.5, { min: 1e-6, max: 1000 });
      const others = el("div", { class: "live-controls", style: "margin:.5rem 0 0" });
      const words = { b: "bias b", i: "input i", t: "wanted of o" };
      for (const [key, value] of Object.entries(given)) {
        const input = part.number(key, (words[key[0]] ?? "w") + sub[key[1] - 1], value, { min: -100, max: 100 });
        input.style.width = "5.5rem";
        input.closest(".live-control").style.minWidth = "0";
        others.append(input.closest(".live-control"));
      }
      part.controls.append(el("details", { style: "flex:1 1 100%" }, el("summary", { style: "cursor:pointer;padding:.3rem 0" }, "Other weights, inputs, outputs wanted"), others));
      part.button("Save weights.safetensors", () => part.saveTensors("weights.safetensors", [0, 1].flatMap(l => [
        { name: `layers.${l}.weight`, shape: [2, 2], values: Float32Array.from(n.w.slice(4 * l, 4 * l + 4)) },
        { name: `layers.${l}.bias`, shape: [2], values: new Float32Array(2).fill(part.values["b" + (l + 1)]) },
      ]), { activations: "sigmoid,sigmoid" }));
      const title = el("p", { style: "margin:0 0 .4rem;font-weight:600" });
      const lines = el("div", { style: "font-variant-numeric:tabular-nums" });
      const width = isNarrow ? Math.floor(part.figure.clientWidth - 32) : 376, height = 270;

      const f = (v, digits = 6) => (Number.isFinite(v) ? v.toFixed(digits) : String(v)).replace("-", "−");
      const canvas = part.canvas("The network", width, height, (g, colors) => {
        if (!n.w) return;
        const { values } = part, at = values.stage;
        const r = isNarrow ? 30 : 34, digits = isNarrow ? 3 : 4, xs = [r + 2, width / 2, width - r - 2], ys = [62, height - 62];
        g.font = "12px system-ui, sans-serif"; g.textAlign = "center"; g.textBaseline = "middle";
        const edge = (l, k, j) => {
          const number = 4 * l + 2 * j + k, [x0, y0, x1, y1] = [xs[l] + r, ys[k], xs[l + 1] - r, ys[j]];
          const isNow = l === 0 ? at === 1 || at === 8 : [2, 5, 6].includes(at);
          g.strokeStyle = isNow || at === 9 ? colors.category(1) : colors.axis; g.lineWidth = isNow || at === 9 ? 2 : 1;
          book.line(g, x0, y0, x1, y1);
          const t = k === j ? 0.5 : 0.27, x = x0 + (x1 - x0) * t, y = y0 + (y1 - y0) * t;
          const slope = (l === 0 ? at === 8 : at === 5);
          const text = f(at === 9 ? n.after[number] : slope ? (l ? n.g2 : n.g1)[2 * j + k] : n.w[number], digits);
          const label = (slope ? "∂w" : "w") + sub[number] + " " + text, box = g.measureText(label).width + 6;
          g.fillStyle = colors.paper; g.fillRect(x - box / 2, y - 8, box, 16);
          g.fillStyle = isNow || at === 9 ? colors.text : colors.soft; g.fillText(label, x, y);
        };
        for (const l of [0, 1]) for (const k of [0, 1]) for (const j of [0, 1]) edge(l, k, j);
        const circle = (column, row, name, texts, color, isNow) => {
          g.beginPath(); g.arc(xs[column], ys[row], r, 0, 7);
          g.fillStyle = colors.paper; g.fill(); g.strokeStyle = color; g.lineWidth = isNow ? 3.5 : 1.5; g.stroke();
          g.fillStyle = colors.text;
          texts.forEach((text, i) => g.fillText(text, xs[column], ys[row] + 15 * (i - (texts.length - 1) / 2)));
          g.fillStyle = colors.soft;
          g.fillText(name, xs[column], ys[row] + (row ? r + 11 : -r - 11));
        };
        for (const i of [0, 1]) {
          circle(0, i, "i" + sub[i], [String(values["i" + (i + 1)])], colors.axis, false);
          circle(1, i, "h" + sub[i], at < 1 ? [] : at >= 7 ? [f(n.outH[i], 4), "δ " + f(n.dH[i], digits)] : [f(n.outH[i], 4)], colors.category(0), [1, 6, 7].includes(at));
          circle(2, i, "o" + sub[i], at < 2 ? [] : at >= 4 ? [f(n.outO[i], 4), "δ " + f(n.dO[i], digits)] : [f(n.outO[i], 4)], colors.category(2), [2, 3, 4].includes(at));
        }
        g.fillStyle = colors.soft;
        g.textAlign = "right";
        g.fillText(at >= 3 ? `L = ${f(n.L)}` : "", width - 2, height / 2);
      });
      const panel = el("div", { style: "flex:1 1 240px;min-width:0" }, title, lines);
      part.stage.append(panel);
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);
      part.presets("Try", [["As on the slides", {}], ["The slopes at once", { stage: 5 }], ["After 1,000 steps", { steps: 1000 }], ["Too large a rate", { rate: 200, steps: 3, stage: 2 }]]);
      bar.prepend(part.controls.querySelector(".live-presets"));

      function sentences() {
        const v = part.values, s = (i) => sub[i - 1];
        const show = {
          0: () => [1, 2, 3, 4, 5, 6, 7, 8].map(i => `w${s(i)} = ${f(n.w[i - 1])}`).concat(`b₁ = ${v.b1}, b₂ = ${v.b2}`),
          1: () => [0, 1].flatMap(j => [
            `in_h${s(j + 1)} = ${f(n.w[2 * j], 4)} · ${v.i1} + ${f(n.w[2 * j + 1], 4)} · ${v.i2} + ${v.b1} = ${f(n.inH[j])}`,
            `out_h${s(j + 1)} = σ(in_h${s(j + 1)}) = ${f(n.outH[j])}`]),
          2: () => [0, 1].flatMap(j => [
            `in_o${s(j + 1)} = ${f(n.w[4 + 2 * j], 4)} · ${f(n.outH[0], 4)} + ${f(n.w[5 + 2 * j], 4)} · ${f(n.outH[1], 4)} + ${v.b2} = ${f(n.inO[j])}`,
            `out_o${s(j + 1)} = σ(in_o${s(j + 1)}) = ${f(n.outO[j])}`]),
          3: () => [...[0, 1].map(j => `L_o${s(j + 1)} = ½ (${f(n.outO[j], 4)} − ${v["t" + (j + 1)]})² = ${f(n.Lo[j])}`), `L = ${f(n.L)}`],
          4: () => [0, 1].flatMap(j => [
            `∂L/∂out_o${s(j + 1)} = ${f(n.outO[j], 4)} − ${v["t" + (j + 1)]} = ${f(n.eO[j])}`,
            `∂out_o${s(j + 1)}/∂in_o${s(j + 1)} = ${f(n.outO[j], 4)} · (1 − ${f(n.outO[j], 4)}) = ${f(n.sO[j])}`,
            `δ_o${s(j + 1)}, the product = ${f(n.dO[j])}`]),
          5: () => [5, 6, 7, 8].map(i => `∂L/∂w${s(i)} = δ_o${i < 7 ? "₁" : "₂"} · out_h${i % 2 ? "₁" : "₂"} = ${f(n.dO[i < 7 ? 0 : 1], 4)} · ${f(n.outH[(i + 1) % 2], 4)} = ${f(n.g2[i - 5])}`),
          6: () => [0, 1].map(k => `∂L/∂out_h${s(k + 1)} = w${s(5 + k)} δ_o₁ + w${s(7 + k)} δ_o₂ = ${f(n.w[4 + k], 4)} · ${f(n.dO[0], 4)} + ${f(n.w[6 + k], 4)} · ${f(n.dO[1], 4)} = ${f(n.eH[k])}`),
          7: () => [0, 1].flatMap(k => [
            `out_h${s(k + 1)} (1 − out_h${s(k + 1)}) = ${f(n.sH[k])}`, `δ_h${s(k + 1)} = ${f(n.eH[k])} · ${f(n.sH[k])} = ${f(n.dH[k])}`]),
          8: () => [1, 2, 3, 4].map(i => `∂L/∂w${s(i)} = δ_h${i < 3 ? "₁" : "₂"} · i${i % 2 ? "₁" : "₂"} = ${f(n.dH[i < 3 ? 0 : 1])} · ${v["i" + (2 - i % 2)]} = ${f(n.g1[i - 1])}`),
          9: () => [1, 2, 3, 4, 5, 6, 7, 8].map(i => `w${s(i)} ← ${f(n.w[i - 1])} − ${v.rate} · ${f((i < 5 ? n.g1[i - 1] : n.g2[i - 5]))} = ${f(n.after[i - 1])}`),
        };
        return show[v.stage]();
      }
      let turn = 0;
      part.onchange = async values => {
        const mine = ++turn;
        part.fail("");
        const numbers = Object.keys(given).map(key => values[key]);
        const { all, checksum } = await part.ask("follow", { numbers, steps: values.steps, rate: values.rate });
        if (mine !== turn) return;
        const take = count => all.splice(0, count);
        n = { w: take(8), inH: take(2), outH: take(2), inO: take(2), outO: take(2), Lo: take(2), eO: take(2), sO: take(2), dO: take(2), g2: take(4), eH: take(2), sH: take(2), dH: take(2), g1: take(4), after: take(8), L: take(1)[0] };
        const afterSteps = `${values.steps.toLocaleString("en")} step${values.steps === 1 ? "" : "s"}`;
        title.textContent = `${values.stage}. ${stages[values.stage]}` + (values.steps ? `, after ${afterSteps}` : "");
        stage.setAttribute("aria-valuetext", stages[values.stage]);
        lines.replaceChildren(...sentences().map(text => el("p", { style: "margin:0 0 .35rem" }, text)));
        canvas.redraw();
        canvas.describe(`Two inputs, two hidden neurons, two outputs. ${stages[values.stage]}: ${sentences().join("; ")}.`);
        part.show({ Steps: values.steps.toLocaleString("en"), out_o1: f(n.outO[0]), out_o2: f(n.outO[1]), L: f(n.L, 7) });
        part.say(`${stages[values.stage]}. After ${afterSteps} L is ${f(n.L, 7)}.`);
        const other = Object.keys(given).some(key => values[key] !== given[key]) ? ` --numbers=${numbers}` : "";
        part.checksum(checksum, `swift run multilayer-perceptron follow${other}${values.rate === 0.5 ? "" : " --learning-rate " + values.rate} --steps ${values.steps}`);
      };
    },

    // ---- 4.9: a gradient that the reader can spoil
    "gradient-check"(part) {
      const el = book.el, isNarrow = part.figure.clientWidth < 560, sizes = [2, 5, 4, 1];
      const tensors = [["W₁", 10], ["b₁", 5], ["W₂", 20], ["b₂", 4], ["W₃", 4], ["b₃", 1]];
      const starts = tensors.map((_, i) => tensors.slice(0, i).reduce((s, t) => s + t[1], 0));
      part.guide("a point for each of the 44 slopes of a small network: how far the one by backpropagation lies from the one by differences.",
        "choose a mistake, or click near a point to spoil that slope by one percent.",
        "what is right lies below the dashed line, what is wrong is a cross above it; one percent of an entry near 0 may be too little to show. With a loss in 32 bits or a large h right slopes lie above it, too: then the check is at fault.");
      let shares = [], isMine = 0;
      part.choice("mistake", "The mistake", "entry", { none: "none", entry: "one entry is wrong", slope: "tanh′ forgotten in layer 1", mean: "the mean forgotten", ways: "ways not added" });
      part.slider("entry", "The entry", 28, { min: 0, max: 43, step: 1 });
      part.slider("percent", "wrong by, %", 1, { min: -10, max: 10, step: 0.1 });
      part.choice("h", "h", "0.0001", ["0.1", "0.01", "0.001", "0.0001", "0.00001", "0.0000001"]);
      part.choice("bits", "The loss in", "64", { 64: "64 bits", 32: "32 bits" });
      part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 }).style.width = "6rem";
      part.presets("Try", [["One entry, one percent", {}], ["All right", { mistake: "none" }], ["tanh′ forgotten", { mistake: "slope" }],
        ["The mean forgotten", { mistake: "mean" }], ["A loss in 32 bits", { mistake: "none", bits: "32" }], ["A large h", { mistake: "none", h: "0.1" }]]);
      const presets = part.controls.querySelector(".live-presets"), bar = el("div", { class: "live-controls" }, presets);
      const width = isNarrow ? Math.floor(part.figure.clientWidth - 32) : 620, height = 250;
      const box = { x: 56, y: 8, width: width - 64, height: height - 56 };
      const low = -8.8, high = 2.2, y = share => box.y + (high - Math.min(high, Math.max(low, Math.log10(share || 1e-9)))) / (high - low) * box.height;
      const x = i => box.x + 8 + (i + 0.5 + tensors.findIndex((_, t) => i < starts[t] + tensors[t][1]) * 1.2) / 50.5 * (box.width - 16);
      const canvas = part.canvas("Differences of the 44 slopes", width, height, (g, colors) => {
        if (!shares.length) return;
        g.font = "12px system-ui, sans-serif"; g.textBaseline = "middle";
        for (const [share, words] of [[1, "100 %"], [0.01, "1 %"], [1e-4, "10⁻² %"], [1e-6, "10⁻⁴ %"], [1e-8, "10⁻⁶ %"]]) {
          g.strokeStyle = colors.grid; g.lineWidth = 1; book.line(g, box.x, y(share), box.x + box.width, y(share));
          g.fillStyle = colors.soft; g.textAlign = "right"; g.fillText(words, box.x - 6, y(share));
        }
        g.strokeStyle = colors.category(2); g.lineWidth = 1.5; g.setLineDash([5, 4]);
        book.line(g, box.x, y(5e-5), box.x + box.width, y(5e-5)); g.setLineDash([]);
        g.fillStyle = colors.soft; g.textAlign = "right"; g.fillText("0.005 %", box.x + box.width - 5, y(5e-5) - 9);
        tensors.forEach(([name, count], t) => {
          g.fillStyle = colors.soft; g.textAlign = "center"; g.textBaseline = "top";
          g.fillText(name, (x(starts[t]) + x(starts[t] + count - 1)) / 2, box.y + box.height + 6);
          if (t) { g.strokeStyle = colors.grid; const at = (x(starts[t]) + x(starts[t] - 1)) / 2; book.line(g, at, box.y, at, box.y + box.height); }
        });
        g.strokeStyle = colors.axis; g.lineWidth = 1; g.strokeRect(box.x, box.y, box.width, box.height);
        shares.forEach((share, i) => {
          const isWrong = share >= 5e-5, r = isWrong ? 5 : 3;
          g.strokeStyle = g.fillStyle = colors.category(isWrong ? 1 : 0);
          g.lineWidth = 2; g.beginPath();
          if (isWrong) { g.moveTo(x(i) - r, y(share) - r); g.lineTo(x(i) + r, y(share) + r); g.moveTo(x(i) + r, y(share) - r); g.lineTo(x(i) - r, y(share) + r); g.stroke(); }
          else { g.arc(x(i), y(share), r, 0, 7); g.fill(); }
        });
        const i = part.values.entry;
        if (part.values.mistake === "entry") { g.strokeStyle = colors.category(1); g.lineWidth = 1.5; g.beginPath(); g.arc(x(i), y(shares[i]), 10, 0, 7); g.stroke(); }
        g.fillStyle = colors.soft; g.textAlign = "center"; g.textBaseline = "bottom";
        g.fillText(isNarrow ? "difference, of the tensor’s largest slope" : "how far from (J(w + h) − J(w − h)) / 2h, as a share of the tensor’s largest slope", width / 2, height - 4);
      });
      part.pointer(canvas, width, height, { down: choose, move: choose }, "Chooses the entry to spoil: arrow keys move a cross, Space takes the nearest.");
      function choose(px) {
        let best = 0;
        for (let i = 0; i < 44; i++) if (Math.abs(x(i) - px) < Math.abs(x(best) - px)) best = i;
        part.set({ mistake: "entry", entry: best });
      }
      const table = el("tbody", {});
      part.stage.append(el("div", { class: "scroll", style: "flex:1 1 100%" }, el("table", {}, el("thead", {}, el("tr", {},
        ...["tensor", "entries", "largest slope", "largest difference", ""].map((t, i) => el("th", { class: i > 0 && i < 4 ? "r" : undefined, scope: "col" }, t)))), table)));
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.spoken);

      /** J in 64 bits, by the formulas, with nothing of the chapter. */
      function loss(parameters, points) {
        let J = 0;
        for (let i = 0; i < points.length; i += 3) {
          let a = [points[i], points[i + 1]], at = 0;
          for (let l = 0; l < 3; l++) {
            const z = [];
            for (let j = 0; j < sizes[l + 1]; j++) {
              let sum = parameters[at + sizes[l] * sizes[l + 1] + j];
              for (let k = 0; k < sizes[l]; k++) sum += a[k] * parameters[at + k * sizes[l + 1] + j];
              z.push(sum);
            }
            at += (sizes[l] + 1) * sizes[l + 1];
            a = z.map(v => l < 2 ? Math.tanh(v) : 1 / (1 + Math.exp(-v)));
          }
          J -= points[i + 2] ? Math.log(a[0]) : Math.log(1 - a[0]);
        }
        return J / (points.length / 3);
      }
      part.onchange = async values => {
        const mine = ++isMine;
        part.fail("");
        const { all, checksum } = await part.ask("gradient", { mistake: { slope: 1, mean: 2, ways: 3 }[values.mistake] ?? 0, seed: values.seed });
        if (mine !== isMine) return;
        const points = all.slice(0, 60), parameters = [...all.slice(60, 104)], found = [...all.slice(104, 148)], h = Number(values.h);
        const J = values.bits === "32" ? p => Math.fround(loss(p, points)) : p => loss(p, points);
        if (values.mistake === "entry") found[values.entry] *= 1 + values.percent / 100;
        const slopes = parameters.map((w, i) => (J(parameters.with(i, w + h)) - J(parameters.with(i, w - h))) / (2 * h));
        let wrong = 0;
        const rows = tensors.map(([name, count], t) => {
          const range = Array.from({ length: count }, (_, i) => starts[t] + i);
          const largest = Math.max(...range.map(i => Math.abs(slopes[i])), 1e-30);
          const most = Math.max(...range.map(i => shares[i] = Math.abs(found[i] - slopes[i]) / largest));
          if (!(most < 5e-5)) wrong++;
          return [name, count, largest.toFixed(4), most < 5e-5 ? "< 0.005 %" : (100 * most).toFixed(most < 0.0099 ? 3 : 1) + " %", most < 5e-5 ? "right" : "wrong"];
        });
        table.replaceChildren(...rows.map(row => el("tr", {}, ...row.map((text, i) => el("td", { class: i > 0 && i < 4 ? "r" : undefined }, String(text))))));
        const verdict = wrong === 6 ? "All six tensors are wrong." : wrong > 1 ? `${wrong} of six tensors are wrong.` : wrong ? "One of six tensors is wrong." : "All six tensors are right.";
        canvas.describe(`Differences of the 44 slopes. ${verdict}`);
        part.checksum(checksum, `swift run multilayer-perceptron gradient --seed ${values.seed}`);
        part.say(verdict);
        canvas.redraw();
      };
    },
  },
});
