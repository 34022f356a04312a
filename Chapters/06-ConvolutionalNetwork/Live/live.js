"use strict";
{
  const { el } = book;
  const isNarrow = () => innerWidth < 620;
  const rgb = color => `rgb(${color})`;
  const percent = p => p > 0.9995 ? "100 %" : (100 * p).toFixed(p < 0.0995 || p > 0.9905 ? 1 : 0) + " %";
  const decimals = x => x === undefined ? "–" : x < 1000 ? x.toFixed(4) : x.toExponential(2);
  const signed = (x, digits) => x.toFixed(digits).replace("-", "−");

  // ---- The drawing, one for all figures of the page

  /** The 4 of sections 6.4 and 6.11: rows and columns 4 to 23, the others are paper. */
  const four = atob(
    "AAAAAAAt5f3/kgAAAAAAAAAAAAAAAAAAB7v8/P2rAAAAAAAAAAAAAAAAAABC/Pz85xMAAAAAAABVHAAAAAAAAPH8/PxLAAAAADO7" +
    "cf3RGQAAAAA///39vgAAAAAAAH76/v13AAAAOc79/Ok7AAAAAAAAOfP9/KgAAAB7/P38ggAAAAAAAABV/P38ggAAM/b8/ZcGAAAA" +
    "AAAAAFX8/eMfAAB4/f3+VAAAAAAAAAAg5f3+kgAAAKn8/N5BAAAAAAAAADn8/P2rAAAAqfz8cQAAAAAAAAAAkPz8/VQAAACp/Pw/" +
    "AAAAAEw/cX7z/Pz9VAAAAKn9/R0dQo3+/f39/v39/f5UAAAAqfz8/fz8/P386fas6vz890EAAAA/qPP9/PzW/aolMhmp/PzuJgAA" +
    "AAAAGYyLZw8cCQAAAKn8/OEAAAAAAAAAAAAAAAAAAAAAqf39/lQAAAAAAAAAAAAAAAAAAACQ/Pz9bQAAAAAAAAAAAAAAAAAAACbq" +
    "/P3wgwAAAAAAAAAAAAAAAAAAADu+/fyoAA==");
  const textImage = Uint8Array.from({ length: 784 }, (_, i) => {
    const [row, column] = [Math.floor(i / 28) - 4, i % 28 - 4];
    return row >= 0 && row < 20 && column >= 0 && column < 20 ? four.charCodeAt(row * 20 + column) : 0;
  });
  const drawing = {
    /** Of places [x, y], 0 to 1. */
    strokes: [],
    /** 28 × 28 bytes, as the network sees it. */
    image: textImage.slice(),
    isEmpty: false,
    /** For the address: "" is the text's 4, then "empty", "digit 7" of the thousand, or the letters of strokes. */
    letters: "",
    hearers: [],
    tell() { return Promise.all(this.hearers.map(hear => hear())); },
    take(image, letters) {
      Object.assign(this, { strokes: [], image, isEmpty: image.every(byte => byte === 0) });
      spell(letters);
      return this.tell();
    },
    clear() { return this.take(new Uint8Array(784), "empty"); },
  };

  /** The parts whose addresses have the drawing. */
  const addressed = [];
  function spell(letters) {
    drawing.letters = letters;
    addressed.forEach(take);
  }
  function take(part) {
    part.values.drawing = drawing.letters;
    part.settings.get("drawing").write(drawing.letters);
  }
  /** Folded, a field of the drawing's letters, which stand in the part's address. */
  function lettered(part) {
    const fold = el("details", { style: "flex:1 1 100%" }, el("summary", {}, "The drawing as letters"));
    part.text("drawing", "They stand in the address, too: a link to it shows your drawing", "", { rows: 3, most: 1500, isKept: true });
    fold.append(part.controls.lastElementChild);
    part.controls.append(fold);
    addressed.push(part);
    take(part);  // what the address of another asks for may still have to be drawn
  }
  /** Draws what a part's letters say; whether they are others than before. */
  async function redrawn(part) {
    const letters = part.values.drawing, [, number] = /^digit (\d{1,3})$/.exec(letters) ?? [];
    if (letters === drawing.letters) return false;
    if (letters === "") await drawing.take(textImage.slice(), "");
    else if (letters === "empty") await drawing.clear();
    else if (number) await drawing.take(heldOut(await digits(part), Number(number)), letters);
    else {
      try { drawing.strokes = strokesOf(letters); } catch (error) { part.values.drawing = drawing.letters; throw error; }
      spell(letters);
      await recognize(part);
    }
    return true;
  }

  /** The strokes as letters for the address: two for each coordinate, a hyphen between strokes. Few enough of them. */
  function written() {
    for (let least = 0.012; ; least *= 1.5) {
      const text = drawing.strokes.map(places => {
        const kept = [];
        places.forEach((place, i) => {
          const last = kept.at(-1);
          if (!last || i === places.length - 1 || Math.hypot(place[0] - last[0], place[1] - last[1]) >= least) kept.push(place);
        });
        return kept.flat().map(v => Math.round((Math.min(1.25, Math.max(-0.25, v)) + 0.25) / 1.5 * 1295).toString(36).padStart(2, "0")).join("");
      }).join("-");
      if (text.length <= 1500) return text;
      if (least > 1) return "";
    }
  }
  function strokesOf(text) {
    if (!/^([0-9a-z]{4})+(-([0-9a-z]{4})+)*$/.test(text)) throw Error("The drawing: found letters that are not of this page’s making.");
    return text.split("-").map(stroke => stroke.match(/..../g).map(four =>
      [four.slice(0, 2), four.slice(2)].map(two => parseInt(two, 36) / 1295 * 1.5 - 0.25)));
  }

  /** The strokes as a gray picture, dark on bright: a field of 112 × 112 and around it an edge of paper. */
  const field = { edge: 4, side: 112, get whole() { return this.side + 2 * this.edge; } };
  const pen = 0.105;
  function stroke(g, size) {
    g.lineWidth = pen * size; g.lineCap = g.lineJoin = "round";
    for (const places of drawing.strokes) {
      g.beginPath();
      for (const [x, y] of [places[0], ...places]) g.lineTo(x * size, y * size);
      g.stroke();
    }
  }
  let sheet;
  function pixels() {
    const { edge, side, whole } = field;
    sheet ??= new OffscreenCanvas(whole, whole).getContext("2d", { willReadFrequently: true });
    sheet.setTransform(1, 0, 0, 1, 0, 0);
    sheet.fillStyle = rgb(book.maps.gray(1)); sheet.fillRect(0, 0, whole, whole);
    sheet.beginPath(); sheet.rect(edge, edge, side, side);
    sheet.save(); sheet.clip(); sheet.translate(edge, edge);
    stroke(sheet, side);
    sheet.restore();
    const { data } = sheet.getImageData(0, 0, whole, whole);
    return Uint8Array.from({ length: whole * whole }, (_, i) => data[4 * i]);
  }

  // One question at a time; what is drawn meanwhile is asked next. `asked` ends when all that is drawn is answered.
  let asked, isStale = false;
  function recognize(part) {
    isStale = true;
    return asked ??= answerAll(part).finally(() => { asked = undefined; });
  }
  async function answerAll(part) {
    while (isStale) {
      isStale = false;
      const { image } = await part.ask("center", { pixels: pixels(), rows: field.whole, columns: field.whole });
      if (!drawing.strokes.length) return;
      part.fail("");
      drawing.isEmpty = !image;
      drawing.image = image ?? new Uint8Array(784);
      if (!image) part.say("There is no ink on the field yet.");
      await drawing.tell();
    }
  }

  /** Keeps the picture of the text below its living successor. */
  const still = (part, words) => part.stage.append(el("details", { style: "flex:1 1 100%" }, el("summary", {}, words), part.picture.cloneNode(true)));

  function panel(part, words, width, ...children) {
    const made = el("div", { style: `flex:0 1 ${width}px;min-width:0` },
      el("p", { style: "display:flex;justify-content:space-between;align-items:end;gap:.5rem;min-height:1.9rem;margin:0 0 .3rem;font-size:.82rem;line-height:1.3;color:var(--f-soft)" },
        el("span", {}, words)), ...children);
    part.stage.append(made);
    return made;
  }

  /** A field to draw on. */
  function drawingField(part, width) {
    const ended = () => { spell(written()); part.set({}); };
    const canvas = part.canvas("The field to draw a digit on", 280, 280, (g, colors) => {
      g.fillStyle = rgb(colors.ink(0)); g.fillRect(0, 0, 280, 280);
      if (drawing.strokes.length) {
        g.strokeStyle = rgb(colors.ink(1)); g.save(); stroke(g, 280); g.restore();
      } else if (!drawing.isEmpty) {
        part.raster(g, drawing.image, 28, 0, 0, 280, 280, v => colors.ink(v / 255));
      } else {
        g.fillStyle = rgb(colors.ink(0.62)); g.font = "22px system-ui, sans-serif"; g.textAlign = "center";
        g.fillText("draw a digit", 140, 148);
      }
      const cross = canvas.cross?.();
      if (!cross) return;
      g.strokeStyle = colors.category(1); g.lineWidth = 2;
      book.line(g, cross[0] - 14, cross[1], cross[0] + 14, cross[1]);
      book.line(g, cross[0], cross[1] - 14, cross[0], cross[1] + 14);
    });
    canvas.style.width = width + "px";
    canvas.style.border = "1px solid var(--f-axis)";
    canvas.style.borderRadius = "4px";
    canvas.style.cursor = "crosshair";
    const place = (x, y) => [x / 280, y / 280];
    part.pointer(canvas, 280, 280, {
      down(x, y) { drawing.strokes.push([place(x, y)]); return recognize(part); },
      move(x, y) { drawing.strokes.at(-1)?.push(place(x, y)); canvas.redraw(); return recognize(part); },
      up() { ended(); }, isDrawnOn: true,
    }, "Arrow keys move the pen, Shift makes them finer, Space puts it down and lifts it.");
    drawing.hearers.push(() => canvas.redraw());
    panel(part, "Draw here", width, canvas).firstChild.append(el("button", {
      type: "button", style: "min-height:1.9rem;padding:0 .6rem;font-weight:500", onclick: () => part.try(async () => { await drawing.clear(); part.set({}); }),
    }, "Clear"));
  }

  /** What the network sees: the image in its frame of paper, 32 × 32. `window` is outlined: [row, column, size]. */
  function seen(part, width) {
    let window;
    const canvas = part.canvas("The drawing as the network sees it", 160, 160, (g, colors) => {
      g.fillStyle = rgb(colors.ink(0)); g.fillRect(0, 0, 160, 160);
      part.raster(g, drawing.image, 28, 10, 10, 140, 140, v => colors.ink(v / 255));
      if (!window) return;
      const [row, column, size] = window;
      g.strokeStyle = colors.category(1); g.lineWidth = 2.5;
      g.strokeRect(column * 5, row * 5, size * 5, size * 5);
    });
    canvas.style.width = width + "px";
    canvas.style.border = "1px solid var(--f-edge)";
    drawing.hearers.push(() => canvas.redraw());
    panel(part, "The network sees", width, canvas);
    return { outline(place) { window = place; canvas.redraw(); } };
  }

  /** Ten bars. */
  function bars(part, width) {
    let p = new Float32Array(10);
    const canvas = part.canvas("The ten probabilities", 230, 200, (g, colors) => {
      const best = p.indexOf(Math.max(...p));
      g.textBaseline = "middle";
      for (let digit = 0; digit < 10; digit++) {
        const y = 20 * digit;
        g.fillStyle = colors.text;
        g.font = (digit === best ? "bold " : "") + "14px system-ui, sans-serif";
        g.textAlign = "center"; g.fillText(digit, 8, y + 10);
        g.fillStyle = colors.grid; g.fillRect(22, y + 3, 148, 14);
        g.fillStyle = digit === best ? colors.category(1) : colors.category(0); g.fillRect(22, y + 3, 148 * p[digit], 14);
        g.fillStyle = digit === best ? colors.text : colors.soft; g.textAlign = "right"; g.fillText(percent(p[digit]), 228, y + 10);
      }
    });
    canvas.style.width = width + "px";
    panel(part, "Probability of each digit", width, canvas);
    return {
      set(values) {
        p = values;
        const order = [...p.keys()].sort((a, b) => p[b] - p[a]);
        canvas.describe("Probabilities: " + order.map(digit => `${digit} ${percent(p[digit])}`).join(", "));
        canvas.redraw();
      },
      get sentence() {
        const best = p.indexOf(Math.max(...p));
        return drawing.isEmpty ? "The field is empty." : `It is taken for a ${best}, with a probability of ${percent(p[best])}.`;
      },
    };
  }

  // ---- Data

  /** PyTorch's names and shapes, in order. */
  const tensors = [
    ["c1.weight", [6, 1, 5, 5]], ["c1.bias", [6]], ["c3.weight", [16, 6, 5, 5]], ["c3.bias", [16]],
    ["c5.weight", [120, 16, 5, 5]], ["c5.bias", [120]], ["f6.weight", [84, 120]], ["f6.bias", [84]],
    ["output.weight", [10, 84]], ["output.bias", [10]],
  ];
  const size = shape => shape.reduce((a, b) => a * b, 1);

  /** All weights of a .safetensors file in order, and the pooling that it names. Throws a sentence. */
  function readWeights(bytes) {
    const wrong = words => { throw Error("This is no file of LeNet-5's weights: " + words); };
    if (bytes.length < 8) wrong(`found ${bytes.length} bytes, expected some 247,000.`);
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    if (length > bytes.length - 8) wrong(`its first eight bytes say a header of ${length} bytes, the file has ${bytes.length}.`);
    let header;
    try { header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))); } catch { wrong("its header is no JSON."); }
    const all = new Float32Array(61706);
    let place = 0;
    for (const [name, shape] of tensors) {
      const found = header?.[name];
      if (!found) wrong(`found no tensor ${name}.`);
      if (found.dtype !== "F32" || String(found.shape) !== String(shape)) {
        wrong(`${name} is ${found.dtype} [${found.shape}], expected F32 [${shape}].`);
      }
      const [begin, end] = found.data_offsets ?? [];
      if (!(begin >= 0 && end - begin === 4 * size(shape) && 8 + length + end <= bytes.length)) wrong(`the bytes of ${name} are not where its header says.`);
      const view = new DataView(bytes.buffer, bytes.byteOffset + 8 + length + begin, end - begin);
      for (let i = 0; i < size(shape); i++) {
        const value = view.getFloat32(4 * i, true);
        if (!Number.isFinite(value)) wrong(`number ${i} of ${name} is ${value}.`);
        all[place++] = value;
      }
    }
    const pooling = header.__metadata__?.pooling;
    if (![undefined, "average", "max"].includes(pooling)) wrong(`found the pooling ${JSON.stringify(pooling).slice(0, 40)}, expected average or max.`);
    return { weights: all, pooling };
  }

  let dealt;
  /** The 5,000 digits, dealt out 0 to 9, 0 to 9, …; the last thousand are held out. */
  function digits(part) {
    if (!dealt) part.say("The digits come, 0.6 MB …");
    return dealt ??= (async () => {
      const [images, labels] = await Promise.all([
        part.data("Data/mnist5k/mnist5k-images-idx3-ubyte.gz"), part.data("Data/mnist5k/mnist5k-labels-idx1-ubyte.gz"),
      ]);
      const rounds = Array(10).fill(0);
      const order = [...labels.subarray(8)].map((label, index) => ({ round: rounds[label]++, label, index }))
        .sort((a, b) => a.round - b.round || a.label - b.label);
      const all = { images: new Uint8Array(784 * order.length), labels: Uint8Array.from(order, o => o.label) };
      order.forEach(({ index }, i) => all.images.set(images.subarray(16 + 784 * index, 16 + 784 * (index + 1)), 784 * i));
      return all;
    })().catch(error => { dealt = undefined; throw error; });
  }
  const heldOut = (all, index) => all.images.slice(784 * (4000 + index), 784 * (4001 + index));

  /** What the worker knows; a new one knows nothing. */
  let sent = {};
  const once = (name, action) => sent[name] ??= action().catch(error => { delete sent[name]; throw error; });
  const broughtAlong = part => once("network", async () => {
    const { weights } = readWeights(await part.data("Chapters/06-ConvolutionalNetwork/Live/lenet5.safetensors"));
    return part.ask("setBroughtAlong", { weights });
  });
  const textCommand = "swift run lenet5 train --batch 32 --learning-rate 0.03 --decay 0.88 --epochs 25 --distort --save lenet5.safetensors"
    + " && swift run lenet5 book-weights --weights lenet5.safetensors --save rounded.safetensors";

  /** What the figure of section 6.10 has trained. */
  const run = { checksum: undefined, command: undefined, pooling: "average", hearers: [] };

  book.chapter({
    worker(swift) {
      const { exports: e } = swift;
      const sizes = [4704, 1176, 1600, 400, 120, 84, 10];
      const lend = (array, action) => { const place = swift.put(array); try { return action(place); } finally { swift.leave(place); } };
      let look, history, rate;
      const pace = () => rate.milliseconds > 0 ? 1000 * rate.images / rate.milliseconds : 0;
      function probabilities() {
        lend(look, place => e.guess(place));
        return swift.given();
      }
      function kernels(isBroughtAlong) {
        e.kernels(isBroughtAlong);
        return swift.given();
      }
      return {
        center({ pixels, rows, columns }) {
          const hasInk = lend(pixels, place => e.center(place, rows, columns));
          return { image: hasInk ? Uint8Array.from(swift.given()) : null };
        },
        setBroughtAlong({ weights }) { lend(weights, place => e.setBroughtAlong(place)); },
        forward({ image, isBroughtAlong }) {
          const begin = performance.now();
          lend(image, place => e.forward(place, isBroughtAlong));
          const all = swift.given(), milliseconds = performance.now() - begin;
          let end = 0;
          return { layers: sizes.map(size => all.slice(end, end += size)), milliseconds };
        },
        layKernel({ kernel, image }) {
          const checksum = swift.hex(lend(kernel, k => lend(image, i => e.layKernel(k, i))));
          return { map: swift.given(), checksum };
        },
        kernels({ isBroughtAlong }) { return { kernels: kernels(isBroughtAlong) }; },
        setDigits({ images, labels }) {
          lend(images, i => lend(labels, l => e.setDigits(i, l, labels.length)));
        },
        begin({ seed, pooling, rate: learningRate, rule, decay, weightDecay, batch, distort, weights }) {
          e.begin(BigInt(seed), pooling === "max", learningRate, { momentum: 0.9, descent: 0, adam: -1 }[rule], decay, weightDecay, batch, distort);
          if (weights) lend(weights, place => e.setWeights(place));
          history = { losses: [], epochs: [], guesses: undefined };
          rate = { images: 0, milliseconds: 0 };
        },
        look({ image }) {
          look = image;
          return { probabilities: probabilities(), kernels: kernels(false) };
        },
        state() { return { steps: e.steps(), epoch: e.epoch(), checksum: swift.hex(e.checksum(false)) }; },
        networkChecksum({ isBroughtAlong }) { return swift.hex(e.checksum(isBroughtAlong)); },
        weights() { e.weights(); return { weights: swift.given() }; },
        *train({ epochs, stepsAnEpoch, images }) {
          const group = Math.max(1, Math.floor(stepsAnEpoch / 10));
          let [sum, count] = [0, 0];
          const progress = () => ({
            steps: e.steps(), epoch: e.epoch(), ...history, guesses: history.guesses?.slice(), pace: pace(),
            probabilities: look && probabilities(), kernels: kernels(false),
          });
          while (e.epoch() <= epochs) {
            const begin = performance.now(), epoch = e.epoch();
            const loss = e.step();
            rate.milliseconds += performance.now() - begin;
            rate.images += images / stepsAnEpoch;
            if (!Number.isFinite(loss)) {
              e.divergence();
              const diverged = String.fromCharCode(...swift.given());
              return { ...progress(), diverged };
            }
            [sum, count] = [sum + loss, count + 1];
            if (count === group || e.epoch() > epoch) {
              history.losses.push([e.steps() / stepsAnEpoch, sum / count]);
              [sum, count] = [0, 0];
            }
            yield progress;
            if (e.epoch() > epoch) {
              const guesses = new Uint8Array(1000);
              for (let start = 0; start < 1000; start += 200) {
                e.classifyHeldOut(start, 200);
                guesses.set(swift.given(), start);
                yield progress;
              }
              history.guesses = guesses;
              history.epochs.push({ epoch, loss: e.epochLoss(), checksum: swift.hex(e.checksum(false)) });
              yield progress;
            }
          }
          return progress();
        },
      };
    },

    figures: {
      "kernels"(part) {
        const named = {
          "left − right": "1 0 -1\n1 0 -1\n1 0 -1", "top − bottom": "1 1 1\n0 0 0\n-1 -1 -1",
          "outline": "0 1 0\n1 -4 1\n0 1 0", "blur": Array(3).fill("1/9 1/9 1/9").join("\n"),
          "cross": "1 0 1\n0 1 0\n1 0 1",
          "5 × 5": "0 0 1 0 0\n0 1 2 1 0\n1 2 -16 2 1\n0 1 2 1 0\n0 0 1 0 0",
        };
        const first = named["left − right"];
        let kernel = new Float32Array(25), map = new Float32Array(784), place, c1;

        const side = isNarrow() ? 138 : 148;
        part.guide("a drawing, a kernel of 5 × 5 weights, and the map that it makes: each place is the sum of the weights times the pixels under them.",
          "draw; press the name of a kernel, or click a weight; point at the map to see the pixels of one place.",
          "left − right marks upright edges, in opposite colors on the two sides of a stroke, and top − bottom level ones; blur has one color alone.");
        drawingField(part, side);
        const view = seen(part, side);
        const cells = Array.from({ length: 25 }, (_, i) => el("button", {
          type: "button", tabindex: i ? -1 : 0, style: "padding:0;min-width:0;min-height:0;overflow:hidden;aspect-ratio:1;border-radius:0;border-width:1px;margin:0;font-size:.68rem;letter-spacing:-.03em;white-space:nowrap;overflow-wrap:normal;font-weight:400",
          onclick: () => change(i, { 0: 1, 1: -1 }[kernel[i]] ?? 0),
          onkeydown: event => key(event, i), onblur: () => { typed = ""; },
        }));
        panel(part, "The kernel", side,
          el("div", { role: "group", "aria-label": "The kernel’s 25 weights", style: `display:grid;grid-template-columns:repeat(5,minmax(0,1fr));width:${side}px;max-width:100%` }, ...cells));
        const result = part.canvas("What the kernel makes of the drawing", 160, 160, (g, colors) => {
          const most = Math.max(...map.map(Math.abs)) || 1;
          const isInk = kernel.every(w => w >= 0);
          g.fillStyle = rgb(isInk ? colors.ink(0) : colors.diverging(0.5)); g.fillRect(0, 0, 160, 160);
          part.raster(g, map, 28, 10, 10, 140, 140, v => isInk ? colors.ink(v / most) : colors.diverging(0.5 + v / most / 2));
          if (!place) return;
          g.strokeStyle = colors.category(1); g.lineWidth = 2.5;
          g.strokeRect(10 + place[1] * 5, 10 + place[0] * 5, 5, 5);
        });
        result.style.width = side + "px"; result.style.border = "1px solid var(--f-edge)";
        panel(part, "What it makes of it", side, result);
        const note = el("p", { style: "flex:1 1 100%;margin:0;color:var(--f-soft)" });
        part.stage.append(note);
        const look = (x, y) => {
          const [row, column] = [y, x].map(v => Math.min(27, Math.max(0, Math.floor((v - 10) / 5))));
          place = [row, column];
          tell();
        };
        part.pointer(result, 160, 160, { down: look, move: look }, "Arrow keys and Space look at one place.");
        result.addEventListener("pointermove", event => {
          const box = result.getBoundingClientRect();
          look((event.clientX - box.left) / box.width * 160, (event.clientY - box.top) / box.height * 160);
        });
        result.addEventListener("keydown", () => { const cross = result.cross(); if (cross) look(...cross); });
        function tell() {
          const most = Math.max(...map), least = Math.min(...map);
          note.textContent = place
            ? `Row ${place[0]}, column ${place[1]}: the window outlined at the left gives ${signed(map[28 * place[0] + place[1]], 2)}.`
            : `From ${signed(least, 2)} to ${signed(most, 2)}, paper being 0 and ink 1. Click a weight to change it, or type a number; point at the result to see a window.`;
          view.outline(place && [...place, 5]);
          result.redraw();
        }

        const details = el("details", { style: "flex:1 1 100%" }, el("summary", {}, "The kernel as text"));
        part.text("kernel", "25 numbers, or 9 for 3 × 3, row by row", first, { rows: 5, most: 600 });
        details.append(part.controls.lastElementChild);
        part.presets("Kernels", Object.entries(named).map(([words, kernel]) => [words, { kernel }]));
        const own = part.button("LeNet-5’s own", async () => {
          await broughtAlong(part);
          const { kernels } = await part.ask("kernels", { isBroughtAlong: true });
          c1 = ((c1 ?? -1) + 1) % 6;
          set([...kernels.subarray(25 * c1, 25 * c1 + 25)].map(w => +w.toFixed(3)));
          part.say(`Kernel ${c1 + 1} of the six of C1, as section 6.11 shows them.`);
        });
        part.controls.firstChild.append(own, part.button("As in the text", async () => { await drawing.take(textImage.slice(), ""); part.reset(); }));
        part.controls.append(part.button("Save drawing.pgm", async () => {
          await asked;
          if (drawing.isEmpty) throw Error("There is no drawing yet.");
          part.save("drawing.pgm", new Blob(["P5 28 28 255\n", drawing.image]));
        }), details);
        lettered(part);
        still(part, "The four kernels of the text");

        /** Few letters: −.58, 1.5, 12; a number near 0 has its sign. */
        const short = w => w && Math.abs(w) < 0.005 ? (w < 0 ? "−0" : "+0")
          : String(+w.toFixed(Math.abs(w) < 10 ? 2 : 0)).replace("-", "−").replace(/^(−?)0\./, "$1.");
        let typed = "";
        function set(values) {
          const rows = [0, 1, 2, 3, 4].map(row => Array.from(values.slice(5 * row, 5 * row + 5), w => +(+w).toPrecision(6)).join(" "));
          part.set({ kernel: rows.join("\n") });
        }
        function change(i, value) {
          const values = [...kernel];
          values[i] = value;
          set(values);
        }
        function key(event, i) {
          const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -5, ArrowDown: 5 }[event.key];
          if (step) {
            const next = cells[i + step];
            if (next && !(Math.abs(step) === 1 && Math.floor(i / 5) !== Math.floor((i + step) / 5))) {
              cells.forEach((cell, k) => { cell.tabIndex = k === i + step ? 0 : -1; });
              next.focus();
            }
          } else if (/^[-−0-9.]$/.test(event.key)) {
            typed = (typed + event.key.replace("−", "-")).slice(0, 8);
            if (Number.isFinite(Number(typed))) change(i, Number(typed)); else cells[i].textContent = typed;
          } else if (event.key === "Backspace" || event.key === "Delete") {
            typed = "";
            change(i, 0);
          } else return;
          event.preventDefault();
        }
        function read(text) {
          const words = text.trim().split(/[\s,;]+/).filter(word => word);
          const numbers = words.map(word => {
            const [top, bottom = "1"] = word.replace("−", "-").split("/");
            const value = Math.fround(top === "" ? NaN : Number(top) / Number(bottom));
            if (!Number.isFinite(value) || Math.abs(value) > 1e6) throw Error(`The kernel: found “${word.slice(0, 20)}”, expected numbers up to a million.`);
            return value;
          });
          if (numbers.length === 25) return Float32Array.from(numbers);
          if (numbers.length !== 9) throw Error(`The kernel: found ${numbers.length} numbers, expected 25, or 9 for 3 × 3.`);
          const whole = new Float32Array(25);
          numbers.forEach((w, i) => { whole[5 * (1 + Math.floor(i / 3)) + 1 + i % 3] = w; });
          return whole;
        }
        /** As few digits as make the same Float. */
        const shortest = w => { for (let digits = 1; ; digits++) { const short = +w.toPrecision(digits); if (Math.fround(short) === w) return short; } };
        /** What makes the same map in the terminal; nothing does of a field without ink. */
        function command() {
          if (drawing.isEmpty) return undefined;
          const isMiddle = i => i % 5 > 0 && i % 5 < 4 && i > 4 && i < 20, isSmall = kernel.every((w, i) => w === 0 || isMiddle(i));
          const weights = [...kernel].filter((_, i) => !isSmall || isMiddle(i)).map(shortest);
          const image = drawing.strokes.length ? "drawing.pgm" : `--digit ${drawing.letters.slice(6) || 14}`;
          return `swift run lenet5 convolve ${image} --kernel=${weights}`;
        }
        async function compute() {
          const same = command(), answer = await part.ask("layKernel", { kernel, image: drawing.image });
          map = answer.map;
          part.checksum(answer.checksum, same, "Map");
          tell();
        }
        drawing.hearers.push(compute);
        part.onchange = async values => {
          kernel = read(values.kernel);
          part.fail("");
          const most = Math.max(...kernel.map(Math.abs)) || 1;
          cells.forEach((cell, i) => {
            const level = kernel[i] / most;
            cell.textContent = short(kernel[i]);
            cell.style.background = rgb(book.maps.diverging(0.5 + level / 2));
            cell.style.color = rgb(book.maps.gray(Math.abs(level) > 0.6 ? 1 : 0));
            cell.setAttribute("aria-label", `row ${Math.floor(i / 5)}, column ${i % 5}: ${kernel[i]}`);
          });
          await compute();
          await redrawn(part);
        };
        part.onrestart = () => { sent = {}; };
      },

      "errors"(part) {
        part.guide("LeNet-5 while it learns from 4,000 digits: what it makes of your drawing, its first kernels, its loss, and how many of 1,000 other digits it gets wrong.",
          "press Train. Choose another experiment and train again: the curves stay for comparison.",
          "the errors fall from about a hundred after the first epoch to some forty and fewer; distorted images leave the fewest, though their loss stays the highest. The last digits that are wrong are hard for you, too.");
        const runs = [];
        let isQuiet = false, loop, current, begun = "", own, kernels = new Float32Array(150), all, wrong = [];

        // Settings
        part.presets("Try", [
          ["Means", {}], ["Maxima", { pooling: "max" }], ["Means, distorted", { distort: true }],
          ["Adam", { rule: "adam", rate: 0.001 }], ["Too fast", { rate: 1 }],
        ]);
        part.number("rate", "Learning rate", 0.03, { min: 0.000001, max: 1000000 });
        part.number("epochs", "Epochs", 25, { min: 1, max: 1000, step: 1 });
        part.choice("pooling", "S2 and S4 take", "average", { average: "means", max: "maxima" });
        part.check("distort", "Distort the images", false);
        const more = el("div", { style: "display:flex;flex-wrap:wrap;gap:.6rem .9rem;margin-top:.5rem" });
        for (const make of [
          () => part.number("seed", "Seed", 1, { min: 0, max: 2 ** 53 - 1, step: 1 }),
          () => part.number("batch", "Images a batch", 32, { min: 1, max: 256, step: 1 }),
          () => part.choice("rule", "Rule", "momentum", { momentum: "momentum of 0.9", descent: "gradient descent", adam: "Adam" }),
          () => part.number("decay", "Decay of the rate", 0.88, { min: 0.01, max: 1 }),
          () => part.number("weightDecay", "Decay of weights", 0.0005, { min: 0, max: 1 }),
        ]) { make(); more.append(part.controls.lastElementChild); }
        const row = el("div", { style: "flex:1 1 100%;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center" });
        const go = part.button("Train", () => loop ? loop.stop() : train(), { style: "background:var(--c0);border-color:var(--c0);color:var(--f-paper);min-width:6rem" });
        row.append(go, part.button("Begin again", async () => { await stop(); await begin(); }));
        part.controls.append(row, el("details", { style: "flex:1 1 100%" }, el("summary", {}, "More settings"), more));
        lettered(part);

        // Pictures
        const narrow = isNarrow();
        drawingField(part, 170);
        const probabilities = bars(part, narrow ? 280 : 205);
        const c1 = part.canvas("The six kernels of C1", 231, 153, (g, colors) => {
          const most = Math.max(...kernels.map(Math.abs)) || 1;
          for (let k = 0; k < 6; k++) {
            part.raster(g, kernels.slice(25 * k, 25 * k + 25), 5, 78 * (k % 3), 78 * Math.floor(k / 3), 75, 75, w => colors.diverging(0.5 + w / most / 2));
          }
        });
        if (narrow) c1.style.width = "108px";
        const filters = panel(part, "The six kernels of C1", narrow ? 108 : 231, c1);
        if (narrow) part.stage.insertBefore(filters, part.stage.children[1]);
        const epochsShown = () => Math.max(part.values.epochs, ...runs.map(r => r.epochs.length));
        const chart = (words, label, make, top) => {
          const canvas = part.canvas(words, 310, 210, (g, colors) => {
            const lines = runs.map(r => make(r));
            const high = top(lines.flat().map(point => point[1]));
            const box = { x: 50, y: 10, width: 250, height: 155 };
            const at = part.axes(g, colors, box, [0, epochsShown()], [0, high], { x: "epoch", y: label });
            lines.forEach((line, i) => {
              const isLast = i === lines.length - 1;
              g.strokeStyle = colors.category(runs[i].color); g.lineWidth = isLast ? 2.2 : 1.4;
              g.setLineDash(dashes[runs[i].color % dashes.length]);
              g.beginPath();
              for (const [x, y] of line) g.lineTo(at.x(x), at.y(Math.min(y, high)));
              g.stroke();
              g.setLineDash([]);
              g.fillStyle = g.strokeStyle;
              if (isLast && line.length) { g.beginPath(); g.arc(at.x(line.at(-1)[0]), at.y(Math.min(line.at(-1)[1], high)), 3.5, 0, 7); g.fill(); }
            });
            if (!lines.some(line => line.length)) {
              g.fillStyle = colors.soft; g.textAlign = "center";
              g.fillText("nothing trained yet", box.x + box.width / 2, box.y + box.height / 2);
            }
          });
          panel(part, words, 310, canvas);
          return canvas;
        };
        const dashes = [[], [6, 3], [2, 3], [9, 3, 2, 3], [1, 2]];
        const round = (value, step) => Math.ceil(value / step) * step;
        const charts = [
          chart("Loss while it learns", "loss", r => r.losses, values => values.length ? Math.max(0.5, Math.min(4, round(Math.max(...values), 0.5))) : 2.5),
          chart("Wrong of the thousand held out", "wrong of 1,000", r => r.epochs.map(e => [e.epoch, e.wrong]),
            values => values.length ? Math.min(1000, Math.max(50, round(Math.max(...values), 50))) : 150),
        ];
        const legend = el("ul", { style: "flex:1 1 100%;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0;padding:0" });
        part.stage.append(legend);
        const across = narrow ? 5 : 10, down = narrow ? 4 : 2;
        const mistakes = part.canvas("Digits of the thousand that are taken for others", across * 64, down * 78, (g, colors) => {
          g.font = "14px system-ui, sans-serif"; g.textAlign = "center";
          wrong.slice(0, across * down).forEach(({ index, label, guess }, i) => {
            const [x, y] = [64 * (i % across), 78 * Math.floor(i / across)];
            part.raster(g, heldOut(all, index), 28, x + 4, y, 56, 56, v => colors.ink(v / 255));
            g.fillStyle = colors.text; g.fillText(`${label} → ${guess}`, x + 32, y + 71);
          });
        });
        const pick = (x, y) => {
          const found = wrong[Math.floor(y / 78) * across + Math.floor(x / 64)];
          if (found) return drawing.take(heldOut(all, found.index), `digit ${found.index}`).then(() => part.set({}));
        };
        part.pointer(mistakes, across * 64, down * 78, { down: pick }, "Arrow keys and Space put a digit on the field.");
        mistakes.style.cursor = "pointer";
        const wrongs = panel(part, "", across * 64, mistakes);
        wrongs.style.flexBasis = "100%";
        wrongs.hidden = true;
        still(part, "The three runs of the text");
        // Weights out and in
        const file = el("input", { type: "file", accept: ".safetensors", hidden: true, "aria-label": "A file of weights", onchange: () => part.try(open) });
        const without = part.button("Without the file", async () => { await stop(); own = undefined; await begin(); }, { hidden: true });
        part.bits.after(el("div", { style: "display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.7rem" },
          part.button("Save weights", save), part.button("Open weights", () => file.click()), file, without));

        // The run
        const stepsAnEpoch = () => Math.ceil(4000 / part.values.batch);
        const name = v => [
          v.pooling === "max" ? "maxima" : "means", v.distort && "distorted", v.rule === "adam" ? "Adam" : v.rule === "descent" && "without momentum",
          v.rate !== 0.03 && `rate ${v.rate}`, v.batch !== 32 && `batches of ${v.batch}`, v.decay !== 0.88 && `decay ${v.decay}`,
          v.weightDecay !== 0.0005 && `weight decay ${v.weightDecay}`, `seed ${v.seed}`, own && "from your file",
        ].filter(Boolean).join(", ");
        function command(steps) {
          const v = part.values, words = ["swift run lenet5 train --batch", v.batch, "--learning-rate", v.rate, "--decay", v.decay];
          if (own) words.push("--weights", /^[\w.]+$/.test(own.name) ? own.name : `'./${own.name.replaceAll("'", "'\\''")}'`);
          if (v.weightDecay !== 0.0005) words.push("--weight-decay", v.weightDecay);
          if (v.rule !== "momentum") words.push("--rule", v.rule === "adam" ? "adam" : "gradient-descent");
          if (v.pooling === "max" || own && !own.pooling) words.push("--pooling", v.pooling);
          if (v.distort) words.push("--distort");
          if (v.seed !== 1) words.push("--seed", v.seed);
          words.push(...steps % stepsAnEpoch() ? ["--steps", steps] : ["--epochs", steps / stepsAnEpoch()]);
          return words.join(" ");
        }
        let listed = "";
        function list() {
          const swatch = color => el("svg", { width: 30, height: 8, "aria-hidden": "true" },
            el("line", { x1: 0, y1: 4, x2: 30, y2: 4, style: `stroke:var(--c${color});stroke-width:2.2`, "stroke-dasharray": dashes[color % dashes.length].join(" ") }));
          const shown = runs.filter(r => r.losses.length), words = shown.map(r => r.color + r.name).join();
          if (words !== listed) legend.replaceChildren(...shown.map(r => el("li", {}, swatch(r.color), " " + r.name)));
          listed = words;
          const told = (words, numbers) => words + (shown.map(r => `${r.name}: ${numbers(r)}`).join("; ") || "nothing trained yet") + ".";
          charts[0].describe(told("Loss while it learns, at first and now. ", r => `${decimals(r.losses[0][1])}, ${decimals(r.losses.at(-1)[1])}`));
          charts[1].describe(told("Wrong of the thousand held out, epoch by epoch. ", r => r.epochs.map(e => e.wrong).filter(n => n !== undefined).join(", ") || "none yet"));
          charts.forEach(chart => chart.redraw());
        }
        /** Shows the drawing's probabilities and C1 as they are now. */
        async function glance() {
          const answer = await part.ask("look", { image: drawing.image });
          kernels = answer.kernels;
          c1.redraw();
          probabilities.set(answer.probabilities);
        }
        async function settle() {
          const { steps, checksum } = await part.ask("state");
          Object.assign(run, { checksum, command: steps ? command(steps) : undefined, pooling: part.values.pooling });
          if (steps || own) part.checksum(checksum, run.command); else part.bits.replaceChildren();
          await Promise.all(run.hearers.map(hear => hear()));
        }
        async function stop() {
          if (!loop) return;
          const { done } = loop;
          isQuiet = true;
          loop.stop();
          await done.catch(() => {});
        }
        async function begin() {
          const { rate, batch, seed, pooling, distort, rule, decay, weightDecay } = part.values;
          part.fail("");
          // As in the terminal a file's weights are for the pooling that it names
          const left = own?.pooling && own.pooling !== pooling ? `${own.name} is a network of ${own.pooling === "max" ? "maxima" : "means"}, and is left. ` : "";
          if (left) own = undefined;
          without.hidden = !own;
          begun = JSON.stringify([rate, batch, seed, pooling, distort, rule, decay, weightDecay, own?.name]);
          if (current && !current.losses.length) runs.pop();
          const color = [0, 1, 2, 3, 4, 5].find(c => !runs.some(r => r.color === c)) ?? runs.shift().color;
          current = { name: name(part.values), color, losses: [], epochs: [] };
          runs.push(current);
          wrong = [];
          wrongs.hidden = true;
          await part.ask("begin", { rate, batch, seed, pooling, distort, rule, decay, weightDecay, weights: own?.weights });
          await glance();
          part.show({ Epoch: `0 of ${part.values.epochs}`, Step: 0, Loss: "–", "Wrong of 1,000": "–", "Images a second": "–" });
          list();
          await settle();
          part.say(own ? `The weights are those of ${own.name}.` : `${left}Nothing is learned yet: the weights are random, from seed ${seed}.${all ? "" : " Train fetches the digits, 0.6 MB."}`);
        }
        let drawnAt = 0;
        function progress(value) {
          const r = current, isNew = value.epochs.length > r.epochs.length, isLonger = value.losses.length > r.losses.length;
          if (part.isReduced && !isNew && !value.isLast) return;
          r.losses = value.losses;
          r.epochs = value.epochs.map((epoch, i) => ({ ...epoch, wrong: r.epochs[i]?.wrong }));
          kernels = value.kernels;
          c1.redraw();
          if (value.probabilities) probabilities.set(value.probabilities);
          if (isNew && value.guesses) {
            const last = r.epochs.at(-1);
            wrong = [];
            for (let i = 0; i < 1000; i++) {
              if (value.guesses[i] !== all.labels[4000 + i]) wrong.push({ index: i, label: all.labels[4000 + i], guess: value.guesses[i] });
            }
            last.wrong = wrong.length;
            const shown = Math.min(wrong.length, across * down);
            wrongs.hidden = false;
            wrongs.firstChild.firstChild.textContent = `${wrong.length} of the thousand held out are taken for others; the first ${shown}, digit → taken for. Choose one to put it on the field.`;
            mistakes.describe("Taken for others: " + wrong.slice(0, shown).map(w => `a ${w.label} for a ${w.guess}`).join(", "));
            mistakes.redraw();
            part.say(`Epoch ${last.epoch} of ${part.values.epochs}: loss ${decimals(last.loss)}, ${last.wrong} of 1,000 wrong.`);
            part.checksum(last.checksum, command(last.epoch * stepsAnEpoch()));
          }
          const lastEpoch = r.epochs.findLast(e => e.wrong !== undefined);
          part.show({
            Epoch: `${Math.min(part.values.epochs, value.epoch - 1)} of ${part.values.epochs}`, Step: value.steps.toLocaleString("en"),
            Loss: decimals(lastEpoch?.loss ?? r.losses.at(-1)?.[1]),
            "Wrong of 1,000": lastEpoch?.wrong ?? "–",
            "Images a second": value.pace ? (10 * Math.round(value.pace / 10)).toLocaleString("en") : "–",
          });
          const now = performance.now();
          if (isNew || isLonger && now - drawnAt > 200) { drawnAt = now; list(); for (const hear of run.hearers) part.try(hear); }
        }
        async function train() {
          part.fail("");
          const { epochs } = part.values;
          if (!all) {
            go.textContent = "Fetching …";
            try { all = await digits(part); } finally { go.textContent = "Train"; }
          }
          await once("digits", () => part.ask("setDigits", { images: all.images, labels: all.labels }));
          const state = await part.ask("state");
          if (state.epoch > epochs) return part.say(`${epochs} epochs are done. A larger number of epochs goes on.`);
          if (loop) return;
          go.textContent = "Stop";
          const mine = loop = part.run("train", { epochs, stepsAnEpoch: stepsAnEpoch(), images: 4000 }, progress);
          try {
            const result = await mine.done;
            if (result) progress({ ...result, isLast: true });
            if (result?.diverged) part.fail(result.diverged[0].toUpperCase() + result.diverged.slice(1) + ".");
            else if (!result && !isQuiet) part.say("Stopped. Train goes on from here.");
            if (result?.diverged) return part.bits.replaceChildren();
          } finally {
            isQuiet = false;
            loop = undefined;
            go.textContent = "Train";
          }
          await glance();
          await settle();
        }
        async function save() {
          const { weights } = await part.ask("weights");
          let place = 0;
          part.saveTensors("lenet5.safetensors", tensors.map(([name, shape]) => ({ name, shape, values: weights.slice(place, place += size(shape)) })),
            { pooling: part.values.pooling });
        }
        async function open() {
          const chosen = file.files[0];
          file.value = "";
          if (!chosen) return;
          if (chosen.size > 10_000_000) throw Error(`${chosen.name} has ${chosen.size.toLocaleString("en")} bytes; LeNet-5’s weights have some 247,000.`);
          const { weights, pooling } = readWeights(new Uint8Array(await chosen.arrayBuffer()));
          await stop();
          own = { name: chosen.name, weights, pooling };
          if (pooling) part.set({ pooling });
          await begin();
        }
        drawing.hearers.push(async () => { if (!loop) await glance(); else await part.ask("look", { image: drawing.image }); });
        part.onchange = async values => {
          const { rate, batch, seed, pooling, distort, rule, decay, weightDecay } = values;
          if (JSON.stringify([rate, batch, seed, pooling, distort, rule, decay, weightDecay, own?.name]) === begun) list();
          else {
            await stop();
            await begin();
          }
          await redrawn(part);
        };
        part.onrestart = () => {
          sent = {};
          loop = undefined;
          go.textContent = "Train";
          part.try(begin);
        };
      },

      async "features-c1"(part) {
        const narrow = isNarrow();
        const shapes = [
          { name: "C1", maps: 6, side: 28, size: 100, across: narrow ? 3 : 6, reach: 5, step: 1 },
          { name: "S2", maps: 6, side: 14, size: 50, across: 6, reach: 6, step: 2 },
          { name: "C3", maps: 16, side: 10, size: 36, across: narrow ? 8 : 16, reach: 14, step: 2 },
          { name: "S4", maps: 16, side: 5, size: narrow ? 30 : 25, across: narrow ? 8 : 16, reach: 16, step: 4 },
          { name: "C5", maps: 1, side: 120, across: narrow ? 30 : 60 }, { name: "F6", maps: 1, side: 84, across: narrow ? 28 : 42 },
        ];
        const words = [
          "6 maps of 28 × 28", "6 of 14 × 14: %s of squares of C1", "16 maps of 10 × 10", "16 of 5 × 5: %s of squares of C3",
          "120 numbers", "84 numbers",
        ];
        const pooled = () => part.values.network === "own" && run.pooling === "max" ? "maxima" : "means";
        // Where each layer stands on the canvas: its label, then its maps row by row.
        const width = narrow ? 320 : 648;
        let height = 0;
        for (const shape of shapes) {
          shape.label = height + 13;
          const top = height + 19, pitch = width / shape.across;
          if (shape.size) {
            shape.places = Array.from({ length: shape.maps }, (_, k) =>
              [pitch * (k % shape.across + 0.5) - shape.size / 2, top + (shape.size + 5) * Math.floor(k / shape.across)]);
            height = top + (shape.size + 5) * Math.ceil(shape.maps / shape.across) + 6;
          } else {
            shape.places = [[0, top]];
            shape.rows = shape.side / shape.across;
            height = top + 11 * shape.rows + 8;
          }
        }
        let layers, place;
        const table = Array.from({ length: 257 }, (_, i) => book.maps.diverging(i / 256)), color = v => table[Math.round(128 + 128 * v)];

        part.guide("your drawing on its way through LeNet-5: the maps of each layer, and the ten probabilities at its end.",
          "draw a digit with mouse, finger or keys; point at a number to see which pixels it comes from.",
          "the maps of C1 still look like the drawing, those of S4 no more. Add a stroke, and see which other digit becomes likely.");
        part.stage.after(part.controls);
        part.controls.style.margin = ".8rem 0 0";

        drawingField(part, narrow ? 280 : 230);
        const view = seen(part, narrow ? 110 : 180);
        const probabilities = bars(part, narrow ? 165 : 202);
        const note = el("p", { style: "margin:.3rem 0 0;color:var(--f-soft);min-height:1.4em" });
        const canvas = part.canvas("What comes out of each layer", width, height, (g, colors) => {
          if (!layers) return;
          shapes.forEach((shape, i) => {
            g.fillStyle = colors.text; g.textBaseline = "alphabetic"; g.textAlign = "left";
            g.font = "bold 13px system-ui, sans-serif"; g.fillText(shape.name, 2, shape.label);
            g.font = "13px system-ui, sans-serif"; g.fillStyle = colors.soft; g.fillText(words[i].replace("%s", pooled()), 30, shape.label);
            if (shape.size) {
              const count = shape.side ** 2;
              shape.places.forEach(([x, y], k) => part.raster(g, layers[i].subarray(count * k, count * (k + 1)), shape.side, x, y, shape.size, shape.size, color));
            } else part.raster(g, layers[i], shape.across, 0, shape.places[0][1], width, 11 * shape.rows, color);
          });
          if (!place) return;
          const { shape, box } = place;
          for (const [tone, wide] of [[0, 4.5], [1, 2]]) {
            g.strokeStyle = rgb(colors.ink(tone)); g.lineWidth = wide;
            if (shape.size) g.strokeRect(...shape.places[place.map], shape.size, shape.size);
            g.strokeRect(...box);
          }
        });
        const map = panel(part, "What comes out of each layer: orange is positive, blue negative, pale near zero", width, canvas, note);
        map.style.flexBasis = "100%";

        function find(x, y) {
          for (const [i, shape] of shapes.entries()) {
            if (!shape.size) {
              const [w, h] = [width / shape.across, 11], top = shape.places[0][1];
              if (y >= top && y < top + h * shape.rows && x >= 0 && x < width) {
                const [row, column] = [Math.floor((y - top) / h), Math.floor(x / w)];
                return { shape, i, index: row * shape.across + column, box: [column * w, top + row * h, w, h] };
              }
            } else for (const [map, [left, top]] of shape.places.entries()) {
              if (x < left || x >= left + shape.size || y < top || y >= top + shape.size) continue;
              const cell = shape.size / shape.side;
              const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
              return { shape, i, map, row, column, index: (map * shape.side + row) * shape.side + column, box: [left + column * cell, top + row * cell, cell, cell] };
            }
          }
        }
        function look(x, y) { place = find(x, y); tell(); }
        function tell() {
          canvas.redraw();
          if (!place || !layers) { view.outline(undefined); note.textContent = "Point at a number to see what it comes from."; return; }
          const { shape, i, map, row, column, index } = place, value = signed(layers[i][index], 2);
          view.outline(shape.size ? [row * shape.step, column * shape.step, shape.reach] : [0, 0, 32]);
          note.textContent = shape.size
            ? `${shape.name}, map ${map + 1}, row ${row}, column ${column}: ${value}, from the ${shape.reach} × ${shape.reach} pixels outlined above.`
            : `${shape.name}, number ${index}: ${value}, from the whole picture.`;
        }
        part.pointer(canvas, width, height, { down: look, move: look }, "Arrow keys point at a number and say what it comes from.");
        canvas.style.touchAction = "pan-y";
        canvas.addEventListener("pointermove", event => {
          const box = canvas.getBoundingClientRect();
          look((event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height);
        });
        canvas.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") { place = undefined; tell(); } });
        canvas.addEventListener("keydown", () => {
          const cross = canvas.cross();
          if (cross) { look(...cross); if (place) part.say(note.textContent); }
        });

        part.choice("network", "The network", "text", { text: "of the text, trained", own: "of section 6.10’s figure" });
        part.number("digit", "Digit of the thousand", 14, { min: 0, max: 999, step: 1 });
        part.button("Another digit", () => part.set({ digit: Math.floor(Math.random() * 1000) }));
        part.button("The text’s 4", async () => { digit = 14; await drawing.take(textImage.slice(), ""); part.reset(); });
        lettered(part);
        let digit = 14;
        async function compute() {
          const isBroughtAlong = part.values.network === "text";
          if (isBroughtAlong) await broughtAlong(part);
          const answer = await part.ask("forward", { image: drawing.image, isBroughtAlong });
          layers = answer.layers;
          probabilities.set(layers[6]);
          tell();
          part.say(probabilities.sentence);
          part.show({ "Through all layers": answer.milliseconds.toFixed(1) + " ms" });
        }
        async function bits() {
          const isBroughtAlong = part.values.network === "text";
          const checksum = await part.ask("networkChecksum", { isBroughtAlong });
          part.checksum(checksum, isBroughtAlong ? textCommand : run.checksum === checksum ? run.command : undefined);
        }
        drawing.hearers.push(compute);
        let isNear = true;
        new IntersectionObserver(([entry]) => { isNear = entry.isIntersecting; }).observe(part.element);
        run.hearers.push(async () => { if (isNear && part.values.network === "own") { await compute(); await bits(); } });
        part.onchange = async values => {
          const isOther = values.digit !== digit;
          digit = values.digit;
          if (await redrawn(part)) return bits();
          if (isOther) {
            const shown = drawing.take(heldOut(await digits(part), digit), `digit ${digit}`);
            part.writeAddress();
            await shown;
          } else await compute();
          await bits();
        };
        part.onrestart = () => { sent = {}; part.try(async () => { await compute(); await bits(); }); };
      },
    },
  });
}
