/// What the files in `Data` hold, as a check sum (FNV-1a): the pages tell of these and no others.
let bundledFiles: [String: UInt64] = [
  "anscombe.csv": 0x3B7A_A3B6_5F56_5150,
  "definitions.csv": 0xE42D_7CAD_33FD_9447,
  "digits.csv.gz": 0x8DDF_F3E8_F21B_BC62,
  "iris.csv": 0xF743_BBB2_4204_0BAE,
  "kjv.txt.gz": 0x09EA_A9D1_A899_411A,
  "sacramento.csv": 0x8BD7_085D_4CD0_0E76,
  "twelve-sentences.txt": 0xAF56_55FB_7742_CB15,
  "mnist5k/mnist5k-images-idx3-ubyte.gz": 0x34ED_A0B7_219A_A4F6,
  "mnist5k/mnist5k-labels-idx1-ubyte.gz": 0x19BD_2BDC_271F_1037,
  "text/enwiki-gensim.txt.gz": 0x27E1_2BFF_A52F_9849,
  "text/factbook.txt.gz": 0x5B19_5292_F6DA_9603,
  "text/questions-words.txt.gz": 0x8630_B966_1257_4439,
  "text/wiki-vital-summaries.txt.gz": 0xB8DD_E7CF_01BE_EFED,
  "text/wordnet-glosses.txt.gz": 0x9DD5_11F7_D4DC_CF82,
  "text/wordsim353.tsv": 0x41FA_8401_2569_B157,
]

/// Throws a `UserError` for a file of the package's data that was cut or changed.
func expectBundled(_ path: String, as name: String) throws {
  guard let expected = bundledFiles[name] else { return }
  let bytes = try readToEnd(path)
  let found = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  if found != expected {
    throw UserError(
      "\(quoted(path)) has \(bytes.count) bytes that are not those of this package: it was cut or changed; "
        + "--data FILE takes any other")
  }
}
