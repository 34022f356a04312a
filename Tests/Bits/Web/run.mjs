// node run.mjs FILE.wasm: the lines that Program.swift prints.
import fs from 'node:fs';
let memory;
const { instance } = await WebAssembly.instantiate(fs.readFileSync(process.argv[2]), { env: {
  grow: pages => { try { return memory.grow(pages); } catch { return -1; } },
  put: byte => process.stderr.write(String.fromCharCode(byte)),
} });
memory = instance.exports.memory;
const hex = x => BigInt.asUintN(64, x).toString(16).padStart(16, '0');
console.log('plain ' + hex(instance.exports.bitsPlain()));
for (const threads of [1, 2, 3, 5]) console.log('lanes ' + hex(instance.exports.bitsLanes(threads)));
