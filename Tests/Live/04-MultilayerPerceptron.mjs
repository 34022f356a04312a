// The playground, the network with eight weights and the gradient check in a browser.
const within = (figure, rest) => `document.querySelector('#figure-${figure} ${rest}')`;
const number = (figure, name) => `[...document.querySelectorAll('#figure-${figure} .live-numbers div')]
  .find(d => d.firstChild.textContent === '${name}')?.lastChild.textContent`;
const bits = within('moons', '.live-bits') + '?.innerText';
const failed = within('moons', '.live-failed') + '?.innerText';
// swift run multilayer-perceptron points --initialization normal --steps 10000
const moons = '15a23f68ad8223cc';
// swift run multilayer-perceptron points --set spiral --count 100 --hidden 8,8 --output-activation softmax --rule adam --learning-rate 0.01
//   --batch 32 --steps 1234
const spiral = '6e6d2bf9eebd82ef';

async function run(page, figure, steps) {
  await page.until(`${number(figure, 'Step')} === '0'`, 20);
  await page.click(`#figure-${figure} button[data-run]`);
  await page.until(`${number(figure, 'Step')} === '${steps.toLocaleString('en')}'`, 120);
}

function set(page, id, value) {
  return page.evaluate(`{ const input = document.querySelector(${JSON.stringify(id)}); input.value = ${JSON.stringify(value)};
    input.dispatchEvent(new Event('change')); }`);
}

export default async page => {
  // The page's own experiment, with its numbers and the terminal's bits
  await page.open('#moons?');
  await run(page, 'moons', 10000);
  page.expect((await page.evaluate(bits)).includes(moons), `10,000 steps give ${await page.evaluate(bits)}, not ${moons}`);
  page.expect(await page.evaluate(number('moons', 'J learned')) === '0.0023', 'J is ' + await page.evaluate(number('moons', 'J learned')));

  // Ends in the middle of an epoch
  await page.open('#moons?set=spiral&count=100&noise=0.2&hidden=8,8&output=softmax&first=glorot&rule=adam&rate=0.01&batch=32&steps=1234');
  await run(page, 'moons', 1234);
  page.expect((await page.evaluate(bits)).includes(spiral), `1,234 steps give ${await page.evaluate(bits)}, not ${spiral}`);

  // Keys alone: a neuron, a step, a layer's size
  await page.evaluate(`${within('moons', '[data-neuron]')}.focus()`);
  for (const key of ['ArrowRight', 'ArrowDown']) await page.key(key);
  page.expect((await page.evaluate('document.activeElement.getAttribute("aria-label")')).startsWith('neuron 2 of layer 2: bias'), 'no neuron by keys');
  await page.evaluate(`${within('moons', 'button[data-step]')}.focus()`);
  await page.key('Enter');
  await page.until(`${number('moons', 'Step')} === '1,235'`);
  await page.evaluate(`${within('moons', '[aria-label="One neuron more in hidden layer 1"]')}.focus()`);
  await page.key('Enter');
  await page.until(`document.querySelector('#moons-hidden').value === '9,8'`);

  // A finger finds a layer's size on a telephone, also of four layers
  await page.view(360, 740);
  await page.open('#moons?hidden=4,4,4,12');
  await page.until(`${number('moons', 'Step')} === '0'`, 20);
  const sizes = await page.evaluate(`[...document.querySelectorAll('#figure-moons [aria-label^="One neuron"]')].map(b => b.getBoundingClientRect()).map(r => [r.x, r.y, r.width, r.height])`);
  page.expect(sizes.length === 8 && sizes.every(([, , w, h]) => Math.min(w, h) >= 32), 'sizes of − and +: ' + sizes.join('; '));
  page.expect(sizes.every(([x, y, w, h], i) => sizes.every(([u, v], j) => j <= i || Math.abs(u - x) >= w || Math.abs(v - y) >= h)), '− and + overlap: ' + sizes.join('; '));
  await page.view(1400, 1000);
  await page.open('#moons?set=spiral&hidden=9,8');
  await page.until(`${number('moons', 'Step')} === '0'`, 20);

  // Points of one's own, by click
  await page.drag([[0.05, 0.05]], `#figure-moons canvas[role="application"]`);
  await page.until(`document.querySelector('#moons-set').value === 'own'`);

  // What is refused says so, and the figure goes on
  for (const [id, value, sentence] of [
    ['#moons-points', '1 2 0\nx y z', 'Line 2: expected'], ['#moons-points', '1 2 7', 'Line 1: expected'],
    ['#moons-points', Array(2100).fill('1 2 0').join('\n'), '2,100 points'], ['#moons-hidden', '8,x', 'Hidden neurons: expected'],
    ['#moons-hidden', '99', 'Hidden neurons: expected']]) {
    await set(page, id, value);
    await page.until(`${failed}.includes(${JSON.stringify(sentence)})`);
  }
  await page.open('#moons?rate=1000&activation=relu&loss=squared&output=softmax&rule=momentum&hidden=8,8,8&steps=300&l2=10');
  await page.until(`${number('moons', 'Step')} === '0'`);
  await page.click('#figure-moons button[data-run]');
  await page.until(`${failed}.startsWith('Training diverges')`, 30);

  // Every number of a step, as the slides have them
  await page.open('#w1-w8?stage=9');
  await page.until(`${number('w1-w8', 'L')} === '0.2983711'`);
  page.expect((await page.text('#figure-w1-w8 .live-stage')).includes('0.358916'), 'w₅ after the step is not 0.358916');
  await page.evaluate(`${within('w1-w8', 'button[data-next]')}.focus()`);
  await page.key('Enter');
  await page.until(`${number('w1-w8', 'out_o1')} === '0.742088'`);
  // swift run multilayer-perceptron follow --steps 1
  await page.until(`${within('w1-w8', '.live-bits')}.innerText.includes('0e574be5ef8739e5')`);

  // A gradient spoilt by one percent is found
  await page.open('#gradient-check?');
  await page.until(`${within('gradient-check', 'tbody')}?.innerText.includes('1.0 %')`);
  // swift run multilayer-perceptron gradient --seed 2
  await page.open('#gradient-check?seed=2');
  await page.until(`/a06507a45e6097d5.* gradient --seed 2/.test(${within('gradient-check', '.live-bits')}?.innerText)`);
  await page.click('All right');
  await page.until(`!${within('gradient-check', 'tbody')}.innerText.includes('wrong')`);
  await page.click('tanh′ forgotten');
  await page.until(`${within('gradient-check', 'tbody')}.innerText.includes('wrong')`);
};
