// word2vec in a browser: the toy text and others learned, the vectors asked.
const q = (figure, rest) => `document.querySelector('#figure-${figure} ${rest}')`;
const number = (figure, label) => `[...document.querySelectorAll('#figure-${figure} .live-numbers div')].find(d => d.firstChild.textContent === ${JSON.stringify(label)})?.lastChild.textContent`;
const failed = figure => q(figure, '.live-failed') + '?.textContent';
const bits = `[...document.querySelectorAll('#figure-toy-loss .live-bits')].map(p => p.innerText).join()`;
const step = number('toy-loss', 'Step or epoch');
// swift run word2vec train --corpus Data/twelve-sentences.txt --hidden 6 --window 2 --sample 0 --min-count 1 --learning-rate 0.1
//   --epochs 300, and with --mode cbow
const noise = ['ccdb78cb4643e243', 'd4d629ed3d5fd99d'];

// swift run word2vec train --corpus text.txt --hidden 50 --learning-rate 0.05 --epochs 10, and with --mode cbow; the text is what
// the part saves
const bible = ['3fb2eb9deda046e8', '5607d78fd084dc7c'];

async function run(page, steps) {
  await page.until(`${step} === '0'`, 20);
  await page.click('#figure-toy-loss button[data-run]');
  await page.until(`${step} === '${steps.toLocaleString('en')}'`, 120);
}
async function expectValue(page, expression, value) {
  const found = await page.evaluate(expression);
  page.expect(found === value, `${expression}: ${found}, not ${value}`);
}
const type = (page, figure, name, value) => page.evaluate(
  `{ const t = document.querySelector('#${figure}-${name}'); t.value = ${JSON.stringify(value)}; t.dispatchEvent(new Event('change')); }`);

export default async page => {
  // Section 8.2's losses and neighbors
  await page.open('#toy-loss?');
  await run(page, 1000);
  for (const [label, value] of [['J of skip-gram', '1.7027'], ['J of CBOW', '0.1354'], ['Different words', '22'],
    ['Predictions of skip-gram', '184'], ['Predictions of CBOW', '64']]) await expectValue(page, number('toy-loss', label), value);
  for (const [word, near] of [['king', 'queen 1.000, land 0.700'], ['cat', 'dog 1.000, sleeps 0.315']]) {
    const found = await page.evaluate(q('toy-loss', `[data-word="${word}"] td`) + '?.textContent');
    page.expect(found?.startsWith(near), `nearest to ${word}: ${found}, not ${near}`);
  }
  // With noise: the terminal's bits
  await page.open('#toy-loss?among=noise&rate=0.1&steps=300');
  await run(page, 300);
  for (const hash of noise) page.expect((await page.evaluate(bits)).includes(hash), `not ${hash}: ${await page.evaluate(bits)}`);
  // With all words: swift run word2vec toy --steps 300, and with --mode cbow
  await page.open('#toy-loss?steps=300');
  await run(page, 300);
  for (const hash of ['7dbe2653d5d4784b', '5a17f0756e07c24d']) page.expect((await page.evaluate(bits)).includes(hash), `not ${hash}: ${await page.evaluate(bits)}`);
  // Exercise 3: two words a sentence, one loss
  await page.open('#toy-loss?steps=50&text=' + encodeURIComponent('red flag\nblue flag\nred house\nold house'));
  await run(page, 50);
  await expectValue(page, number('toy-loss', 'J of skip-gram'), await page.evaluate(number('toy-loss', 'J of CBOW')));
  // The Bible's beginning, from nothing
  await page.open('#toy-loss?');
  await page.until(`${step} === '0'`);
  await page.click('The Bible’s beginning');
  await page.until(`${step} === '0' && Number(${number('toy-loss', 'Different words')}?.replace(',', '')) > 1000`, 30);
  await run(page, 10);
  for (const hash of bible) page.expect((await page.evaluate(bits)).includes(hash), `not ${hash}: ${await page.evaluate(bits)}`);
  // The same from a file
  const text = '\n' + 'a red flag waves\nan old cat sleeps\n'.repeat(9);
  await page.evaluate(`(() => {
    const input = document.querySelector('#figure-toy-loss input[type=file]'), files = new DataTransfer();
    files.items.add(new File([${JSON.stringify(text)}], 'x.txt'));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  })()`);
  await page.until(`${number('toy-loss', 'Different words')} === '8' && ${step} === '0'`);
  // Out of an empty one nothing is learned, and nothing is told of what was
  await page.evaluate(`(() => {
    const input = document.querySelector('#figure-toy-loss input[type=file]'), files = new DataTransfer();
    files.items.add(new File([''], 'empty.txt'));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  })()`);
  await page.until(`${failed('toy-loss')} === 'There is no text yet.' && ${number('toy-loss', 'Different words')} === '—' && !/[0-9a-f]{16}/.test(${bits})`);
  for (const [settings, name, words] of [['text=a', 'vectors.txt', 'vectors'], ['text=a', 'vectors.safetensors', 'vectors'], ['text=', 'text.txt', 'text']]) {
    await page.open('#toy-loss?' + settings);
    await page.until(`${failed('toy-loss')}`);
    await page.click('Save ' + name);
    await page.until(`/^There (is|are) no ${words} yet\\.$/.test(${failed('toy-loss')})`);
  }
  // A header counts bytes, whatever letters the words have
  const tensors = await page.evaluate(`(() => {
    const file = book.safetensors([{ name: 'größe', shape: [2], values: Float32Array.of(1, -2.5) }], { words: 'größe 日本' }), head = Number(new DataView(file.buffer).getBigUint64(0, true));
    return [head % 8, JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + head))), ...new Float32Array(file.buffer.slice(8 + head))];
  })()`);
  page.expect(JSON.stringify(tensors) === '[0,{"__metadata__":{"words":"größe 日本"},"größe":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}},1,-2.5]', JSON.stringify(tensors));
  await page.open('#toy-loss?set=file&among=noise&rate=0.1');
  await page.until(`${failed('toy-loss')}?.startsWith('Press “Open a text”')`);
  // By keys, then what is refused
  await page.open('#toy-loss?');
  await page.until(`${step} === '0'`);
  await page.evaluate(`${q('toy-loss', 'button[data-step]')}.focus()`);
  await page.key('Enter');
  await page.until(`${step} === '1'`);
  await expectValue(page, number('toy-loss', 'J of skip-gram'), '3.0901');
  await type(page, 'toy-loss', 'words', 'Queen, sleeps');
  await page.until(`${q('toy-loss', '[data-word="queen"]')} && ${q('toy-loss', '[data-word="sleeps"]')} && !${failed('toy-loss')}`, 5);
  for (const [name, value, sentence] of [['words', 'king sparrow', '“sparrow” is none of the 22 words'], ['text', 'one two', 'has 2 different words'],
    ['text', 'a\nb\nc\nd\ne\nf', 'No word has another one beside it']]) {
    await type(page, 'toy-loss', name, value);
    await page.until(`${failed('toy-loss')}.includes(${JSON.stringify(sentence)})`);
  }
  await page.open('#toy-loss?among=noise&rate=2');
  await page.until(`${failed('toy-loss')}?.includes('at most 1')`);

  // The vectors that come with the page
  await page.open('#neighbors?words=blue');
  await page.until(q('neighbors', '[data-word="blue"] td') + `?.textContent.includes('red 0.6')`, 20);
  // swift run word2vec book-vectors --save vectors.bin
  await page.until(`/136104499f6fbe3b.*book-vectors/.test(${q('neighbors', '.live-bits')}.innerText)`);
  await type(page, 'neighbors', 'words', 'blue sparrowhawks');
  await page.until(`${failed('neighbors')}.includes('“sparrowhawks” is none of the 2,')`);
  await page.open('#analogy?');
  await page.until(`${number('analogy', 'Found')} === 'italy'`, 20);
  // Words typed, and Enter: they are taken, and the field has no second line
  await page.evaluate(`document.querySelector('#analogy-words').select()`);
  await page.type('france paris italy');
  await page.key('Enter');
  await page.until(`${number('analogy', 'Found')} === 'rome'`, 5);
  await expectValue(page, `document.activeElement.id + ': ' + document.activeElement.value`, 'analogy-words: france paris italy');
  await page.open('#analogy?words=man+king+woman');
  await page.until(`${number('analogy', 'Found')} === 'queen'`, 20);
  await expectValue(page, q('analogy', 'tbody tr') + '?.innerText.replace(/\\s+/g, " ")', 'king 0.771 given, left out');
  await page.open('#country-capital?');
  await page.until(`${number('country-capital', "Along the others' mean")} === '8 of 8'`, 20);
  await page.open('#male-female?');
  await page.until(`${number('male-female', "Along the others' mean")} === '6 of 7'`, 20);
  await type(page, 'male-female', 'pairs', 'king queen duke');
  await page.until(`${failed('male-female')}.includes('Expected two words a line')`);
};
