// node convnetjs.mjs CONVNET.JS FILE.wasm: ConvNetJS's demo network for MNIST, trained by its script and by chapter 6's loops in
// one headless Chromium, a thread each: from the same first weights, on the same 4,000 digits in the same order.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { launch, serve } from '../browser.mjs';

const [script, wasm] = process.argv.slice(2), epochs = 8;
const browser = launch();
if (!browser) {
  console.error('Chromium is missing: nothing is measured');
  process.exit(1);
}
const folder = fs.mkdtempSync('/tmp/race-');
fs.copyFileSync(script, folder + '/convnet.js');
fs.copyFileSync(wasm, folder + '/ours.wasm');
for (const name of ['images-idx3', 'labels-idx1']) {
  fs.writeFileSync(`${folder}/${name}`, zlib.gunzipSync(fs.readFileSync(new URL(`../../../Data/mnist5k/mnist5k-${name}-ubyte.gz`, import.meta.url))));
}
fs.writeFileSync(folder + '/index.html', '<!doctype html><script src="convnet.js"></script>');
const host = await serve(folder);
const page = await browser.page();
await page.go(host.address, 'index.html');
await page.evaluate(`(async () => {
  const bytes = async name => new Uint8Array(await (await fetch(name)).arrayBuffer());
  const pixels = (await bytes('images-idx3')).subarray(16), all = (await bytes('labels-idx1')).subarray(8);
  // Dealt out 0 to 9, 0 to 9, …; the last thousand are held out. The middle 24 × 24 of each, from −0.5 to 0.5
  const rounds = Array(10).fill(0);
  const order = [...all].map((label, i) => [rounds[label]++, label, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(o => o[2]);
  window.labels = Uint8Array.from(order, i => all[i]);
  window.images = new Float32Array(576 * order.length);
  order.forEach((from, to) => { for (let i = 0; i < 576; i++) images[576 * to + i] = pixels[784 * from + 28 * (Math.floor(i / 24) + 2) + i % 24 + 2] / 255 - 0.5; });
  let memory;
  const { instance } = await WebAssembly.instantiate(await bytes('ours.wasm'), { env: { grow: n => memory.grow(n), put() {} } });
  const e = window.ours = instance.exports;
  memory = e.memory;
  window.put = array => {
    const place = e.room(array.byteLength);
    new Uint8Array(memory.buffer).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place);
    return place;
  };
  e.setImages(put(images), put(labels), order.length);
  // Its demo's layers and rule
  const net = window.net = new convnetjs.Net();
  net.makeLayers([{ type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
    { type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu' }, { type: 'pool', sx: 2, stride: 2 },
    { type: 'conv', sx: 5, filters: 16, stride: 1, pad: 2, activation: 'relu' }, { type: 'pool', sx: 3, stride: 3 },
    { type: 'softmax', num_classes: 10 }]);
  window.trainer = new convnetjs.SGDTrainer(net, { method: 'adadelta', batch_size: 20, l2_decay: 0.001 });
  window.volume = i => { const v = new convnetjs.Vol(24, 24, 1, 0); for (let k = 0; k < 576; k++) v.w[k] = images[576 * i + k]; return v; };
  // Its first weights for ours: a window's place runs over maps, rows, columns there; over rows, columns, maps here
  const numbers = [];
  for (const layer of net.layers.filter(l => l.filters)) {
    const { sx, sy, depth } = layer.filters[0];
    for (let d = 0; d < depth; d++) for (let y = 0; y < sy; y++) for (let x = 0; x < sx; x++) {
      for (const filter of layer.filters) numbers.push(layer.layer_type === 'fc' ? filter.w[(d % 16) * 16 + Math.floor(d / 16)] : filter.get(x, y, d));
    }
    numbers.push(...layer.biases.w);
  }
  e.begin(put(Float32Array.from(numbers)));
  window.orders = epoch => {
    let state = epoch * 7919 + 1;
    const random = n => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 2147483648 * n); };
    const list = Int32Array.from({ length: 4000 }, (_, i) => i);
    for (let i = 3999; i > 0; i--) { const j = random(i + 1); [list[i], list[j]] = [list[j], list[i]]; }
    return list;
  };
  const wrong = guesses => 100 * guesses.filter((g, i) => g !== labels[4000 + i]).length / 1000;
  window.racers = {
    ConvNetJS: {
      epoch(order) { let loss = 0; for (const i of order) loss += trainer.train(volume(i), labels[i]).cost_loss; return loss / order.length; },
      error() { return wrong(Array.from({ length: 1000 }, (_, i) => { net.forward(volume(4000 + i)); return net.getPrediction(); })); },
    },
    ours: {
      epoch(order) {
        let loss = 0;
        for (let i = 0; i < order.length; i += 20) {
          const place = put(order.subarray(i, i + 20));
          loss += 20 * e.step(place, 20);
          e.leave(place);
        }
        return loss / order.length;
      },
      error() { e.classify(4000, 1000); return wrong([...new Float32Array(memory.buffer, e.given(), 1000)]); },
    },
  };
})()`);
const results = {};
for (const name of ['ConvNetJS', 'ours']) {
  let [seconds, processor] = [0, 0];
  results[name] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const before = browser.threadTime('main');
    const [loss, time] = await page.evaluate(`(() => { const order = orders(${epoch}), begin = performance.now(), loss = racers['${name}'].epoch(order); return [loss, performance.now() - begin]; })()`);
    seconds += time / 1000;
    processor += browser.threadTime('main') - before;
    const error = await page.evaluate(`racers['${name}'].error()`);
    results[name].push({ error, seconds, processor });
    console.log(`${name.padEnd(10)} epoch ${epoch}: loss ${loss.toFixed(4)}, ${error.toFixed(1)} % of the held-out wrong, after ${seconds.toFixed(2)} s (processor ${processor.toFixed(2)} s)`);
  }
}
for (const goal of [10, 8, 6]) {
  const [theirs, our] = [results.ConvNetJS, results.ours].map(list => list.find(r => r.error <= goal));
  if (theirs && our) {
    console.log(`${goal} % wrong: ConvNetJS ${theirs.seconds.toFixed(2)} s (processor ${theirs.processor.toFixed(2)}), ours ${our.seconds.toFixed(2)} s (${our.processor.toFixed(2)}): `
      + `${(theirs.seconds / our.seconds).toFixed(1)} times as fast (${(theirs.processor / our.processor).toFixed(1)} by processor time)`);
  }
}
await browser.close();
host.close();
fs.rmSync(folder, { recursive: true });
