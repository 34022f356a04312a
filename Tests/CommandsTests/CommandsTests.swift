import Foundation
import Support
import Testing

@testable import Formats

let linear = "linear-regression train --data numbers.csv --inputs a,b --target c"
let logistic = "logistic-regression train --data numbers.csv --label kind --positive x"
let perceptron = "perceptron train --data numbers.csv --inputs a,b,c --label kind"
let layers = "multilayer-perceptron train --data images --batch 20"
let softmax = "softmax-classifier train --data numbers.csv"
let lenet = "lenet5 train --data images"
let recurrent =
  "recurrent-network train --corpus corpus.txt --hidden 4 --sequence 8 --batch 2 --every 2 --threads 1"
let word2vec = "word2vec train --corpus corpus.txt --hidden 4 --min-count 1"

/// What is attacked is the executables: whatever they are given, they answer, or refuse with one sentence.
@Suite struct CommandsTests {
  // MARK: No NaN passes

  @Test(arguments: [Float.nan, .infinity, 1e38, 3.4e38, .leastNonzeroMagnitude])
  func `Weights that are no numbers, or make none, are refused by every predict`(number: Float) throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeImages(training: 2, test: 1)
    try shop.writeWeights(of: number)
    try shop.writeArray("three.npy", [2, 3], 2)
    try shop.writeArray("images.npy", [2, 784], 0.5)
    let lines = [
      "linear-regression predict --weights layer.safetensors --input three.npy --output y.npy",
      "logistic-regression predict --weights layer.safetensors --input three.npy --output y.npy",
      "perceptron predict --weights layer.safetensors --input three.npy --output y.npy",
      "linear-regression predict --weights linear.csv 1e9",
      "logistic-regression predict --weights logistic.csv 1e9",
      "perceptron predict --weights perceptron.csv 1e9",
      "multilayer-perceptron predict --activation relu --weights layers.safetensors --images images.npy",
      "multilayer-perceptron predict --activation tanh --weights layers.safetensors --input images.npy --output y.npy",
      "softmax-classifier predict --activation relu --weights layers.safetensors --input images.npy",
      "lenet5 predict --pooling max --weights lenet.safetensors images/train-images-idx3-ubyte",
      "lenet5 predict --pooling average --weights lenet.safetensors --input images.npy --output y.npy",
      "recurrent-network predict --weights rnn.safetensors --corpus corpus.txt --prompt fox",
      "recurrent-network predict --weights gru.safetensors --corpus corpus.txt --prompt fox",
      "recurrent-network sample --weights lstm.safetensors --corpus corpus.txt --prompt fox --length 9",
    ]
    for line in lines {
      if number < 1 {
        try shop.succeeds(line)
      } else {
        let outcome = try shop.run(line)
        #expect([0, 1].contains(outcome.status), "\(line): \(outcome.error)")
        #expect(outcome.status == 0 || outcome.sentences.count == 1)
        #expect(
          outcome.output.firstMatch(of: /(?:^|[\s,])-?(?:nan|inf)/) == nil, "\(line): \(outcome.output)")
        if !number.isFinite { #expect(outcome.status == 1, "\(line)") }
      }
    }
    // An angle does not depend on a length.
    for line in ["neighbors --vectors vectors.txt one", "analogy --vectors vectors.txt one two fox"] {
      if number.isFinite {
        try shop.succeeds("word2vec \(line)")
      } else {
        try shop.refuses("word2vec \(line)")
      }
    }
    if number.isFinite {
      #expect(try shop.run("word2vec neighbors --vectors vectors.txt one").output.contains(/two +1\.0000/))
      try shop.succeeds("word2vec book-vectors --vectors vectors.txt --words 2 --save bytes")
      #expect(try bytes(shop.path("bytes")) == Array("2 2\none\ntwo\n".utf8) + [31, 31, 31, 31])
    }
  }

  @Test func `A surprise that is a number in nats and none in bits is refused`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeWeights(of: 0)
    var file = try bytes(shop.path("rnn.safetensors"))
    let largest = withUnsafeBytes(of: Float(3e38).bitPattern.littleEndian) { Array($0) }
    file.replaceSubrange((file.count - 4)..., with: largest)  // the bias of z
    try write(file, shop.path("rnn.safetensors"))
    try shop.refuses(
      "recurrent-network predict --weights rnn.safetensors --corpus corpus.txt --prompt fo", "too large")
  }

  @Test func `What a short command computes is a number, or it says why not`() throws {
    let shop = try Workshop()
    try shop.refuses("word2vec toy --steps 1 --learning-rate 1e38", "too large")
    for scale in ["1e10", "-3e38", "1e-45"] {
      try shop.succeeds("recurrent-network slopes --hidden 8 --cell rnn --scale \(scale)")
      try shop.succeeds("recurrent-network slopes --hidden 8 --forget-bias \(scale)")
    }
    try write(String(repeating: "a b c d ", count: 24_000), shop.path("long"))
    let outcome = try shop.run("word2vec toy --window 1000 --corpus long --steps 0", megabytes: 600)
    #expect(outcome.status == 1 && outcome.error.contains("pairs of words: that needs"), "\(outcome.error)")
  }

  @Test func `Numbers that are too large are an error, in the training too`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeImages()
    try write("a,b,k\n0,1,x\n1e-45,2,y\n", shop.path("near.csv"))
    try write("a,b,k\n1,3e38,x\n2,3e38,y\n3,-3e38,x\n", shop.path("far.csv"))
    try shop.refuses("linear-regression train --data near.csv --inputs a --target b", "too near")
    try shop.refuses("logistic-regression train --data near.csv --label k --positive x", "too near")
    try shop.refuses("logistic-regression curve --data far.csv --label k --positive x", "too large")
    for normalization in ["rescaling", "unit-length"] {
      try shop.refuses(
        "logistic-regression train --data far.csv --label k --positive x --normalization \(normalization)",
        "column b: its numbers are too large")
    }
    try shop.refuses("softmax-classifier train --set spiral --epochs 1 --l2 3.4e38 --save m", "loss is inf")
    try shop.refuses("linear-regression predict 1e38 1e38 1e38")
    try shop.refuses("logistic-regression predict 1e38 1e38 1e38 1e38")
    try shop.refuses("logistic-regression afford 400000 5 3 1e18")
    for line in [linear, layers + " --hidden 4", lenet, recurrent] {
      try shop.refuses("\(line) --epochs 1 --learning-rate 3e38 --save m", "diverges")
    }
    try shop.refuses("\(logistic) --epochs 3 --learning-rate 3e38 --save m2")
    try shop.refuses("\(softmax) --hidden 3 --epochs 3 --learning-rate 3e38 --save m")
    #expect(!FileManager.default.fileExists(atPath: shop.path("m")))
    // Columns whose weights for the inputs as they are would be no numbers
    try write("a,b,k\n1e-45,2,3\n-1e-45,1,5\n0,4,4\n", shop.path("tiny.csv"))
    try shop.refuses("linear-regression train --data tiny.csv --inputs a,b --target k --save m", "column a")
    try shop.refuses("logistic-regression train --data tiny.csv --label k --positive 3 --save m", "column a")
  }

  @Test func `What the book's pages name as commands refuses what it cannot do`() throws {
    let shop = try Workshop()
    try write("x,y,class\n1,1,0\n1,2,1\n1,3,2\n", shop.path("flat.csv"))
    try shop.refuses("logistic-regression curve", "expected two columns", status: 2)
    try shop.refuses(
      "logistic-regression curve --data flat.csv --label class --positive 1 --degree 1 --l2 0", "constant")
    try shop.refuses("perceptron rule --set nand", "found \"nand\"", status: 2)
    try shop.refuses("perceptron rule --set xor --data flat.csv", "found both", status: 2)
    try shop.refuses("perceptron rule --data flat.csv", "column class of 0 and 1")
    try shop.refuses("softmax-classifier train --set clouds --radius 3", "--set spiral", status: 2)
    try shop.refuses("softmax-classifier train --initialization x", "deck, equal or glorot", status: 2)
    try shop.refuses("perceptron rule --size 0", "--size", status: 2)
    try shop.refuses("multilayer-perceptron follow --numbers 1,2", "14 numbers", status: 2)
    let numbers = [String](repeating: "1e38", count: 14).joined(separator: ",")
    try shop.refuses("multilayer-perceptron follow --numbers \(numbers)", "gives inf")
    let steep = "3e38,3e38,3e38,3e38,.4,.45,.5,.55,.35,.6,3e38,-3e38,.01,.99"
    try shop.refuses("multilayer-perceptron follow --steps 0 --numbers \(steep)", "gives inf")
    try shop.refuses("word2vec toy --corpus flat.csv --mode x", "skipgram or cbow", status: 2)
    try shop.refuses("word2vec toy --learning-rate 1e30", "diverges")
    for rule in ["gradient-descent", "momentum", "adam"] {
      try shop.refuses(
        "recurrent-network remember --cell rnn --rule \(rule) --learning-rate 1e38 --steps 50",
        "training diverges in step")
    }
    try shop.refuses("recurrent-network count --bits 012", "zeros and ones", status: 2)
    try shop.refuses(
      "recurrent-network count --steps 1 --cell gru-reset-before --save m.safetensors", "PyTorch", status: 2)
    try shop.refuses("recurrent-network slopes --cell x", "--cell", status: 2)
    for start in ["1", "1,x", "1,2,3"] {
      try shop.refuses(
        "linear-regression train --data flat.csv --inputs x --target y --start=\(start)", "2 numbers",
        status: 2)
    }
    let end = try shop.run("perceptron rule --set xor --no-shuffle --epochs 100").output
    #expect(end.contains("397 corrections") && end.contains("weights a82f60b47b790075"))
    let checked = try shop.run("multilayer-perceptron gradient --seed 2").output
    #expect(checked.matches(of: /below 0\.005 % +1\.0 %/).count == 6)
    #expect(checked.contains("weights a06507a45e6097d5"))
  }

  @Test func `A kernel laid over a digit makes the map that the book's page shows`() throws {
    let shop = try Workshop()
    func map(_ line: String) throws -> Substring? {
      try shop.succeeds("lenet5 convolve " + line).output.firstMatch(of: /\nmap ([0-9a-f]{16})\n$/)?.output.1
    }
    #expect(try map("") == "9b52318067cbcdb8")
    #expect(try map("--digit 14 --kernel=0,0,0,0,0,0,1,0,-1,0,0,1,0,-1,0,0,1,0,-1,0,0,0,0,0,0") == map(""))
    let ninth = [String](repeating: "1/9", count: 9).joined(separator: " ")
    #expect(try map("--digit 3 --kernel '\(ninth)'") == "1b9dda2b7ec49789")
    let large = [String](repeating: "-0.3,1e-7,", count: 12).joined() + "1000000"
    #expect(try map("--digit 3 --kernel=\(large)") == "9377cad18f50fa73")
    // The kernel of a single 1 leaves a drawing as it is, and one of zeros makes zeros
    let pixels = (0..<784).map { UInt8($0 * 7 % 256) }
    try write(Array("P5 28 28 255\n".utf8) + pixels, shop.path("drawing.pgm"))
    #expect(
      try map("drawing.pgm --kernel=0,0,0,0,1,0,0,0,0").map(String.init)
        == Checksum(pixels.map { Float($0) / 255 }).text)
    let zeros = [String](repeating: "0", count: 9).joined(separator: ",")
    #expect(
      try map("--kernel=\(zeros)").map(String.init) == Checksum([Float](repeating: 0, count: 784)).text)
    for (kernel, words) in [
      ("1,2,3", "9 or 25 numbers, found 3"), ("", "9 or 25 numbers, found 0"),
      (large + ",1", "9 or 25 numbers, found 26"), (ninth.replacing("1/9 1/9", with: "nan 1/9"), "\"nan\""),
      (zeros.replacing("0,0,0,0,0,0,0,0", with: "0,0,0,0,0,0,0,-1000001"), "\"-1000001\""),
      (ninth.replacing("1/9 1/9 1/9 1/9", with: "1/9 1/9 1/9 1/0"), "\"1/0\""),
      (ninth.replacing("1/9 1/9 1/9 1/9", with: "1/9 1/9 1/9 1/2/3"), "\"1/2/3\""),
      (ninth.replacing("1/9 1/9 1/9 1/9", with: "1/9 1/9 1/9 /2"), "\"/2\""),
    ] {
      try shop.refuses("lenet5 convolve --kernel='\(kernel)'", words, status: 2)
    }
    for digit in ["1000", "-1", "3.5", "x"] {
      try shop.refuses("lenet5 convolve --digit=\(digit)", "--digit", status: 2)
    }
    try shop.refuses("lenet5 convolve --digit 3 drawing.pgm", "--digit", status: 2)
    try shop.refuses("lenet5 convolve nowhere.pgm", "nowhere.pgm")
    try shop.refuses("head -c 700 drawing.pgm > cut.pgm; lenet5 convolve cut.pgm", "cut.pgm ends")
    try shop.refuses("echo abcd > letters.pgm; lenet5 convolve letters.pgm", "a PGM picture")
    for (size, words) in [("28 1", "found 1 × 28 pixels"), ("1 28", "found 28 × 1 pixels")] {
      try shop.refuses("printf 'P5 \(size) 255\n%28s' '' > small.pgm; lenet5 convolve small.pgm", words)
    }
  }

  @Test func `A rule goes on where it was stopped, and a half correction leaves half the weights`() throws {
    let shop = try Workshop()
    func last(_ line: String) throws -> [Substring] {
      Array(try shop.run(line).output.split(separator: "\n").suffix(2))
    }
    let whole = try last("perceptron rule")
    #expect(try last("perceptron rule --corrections 1000") == whole)
    #expect(try last("perceptron rule --corrections 0")[0] == "weights 0.0 and 0.0, bias 0.0")
    // All weights begin at zero, so that every answer stays the same
    func numbers(_ line: String) throws -> [Float] {
      try last(line)[0].matches(of: /-?[0-9.]+/).compactMap { Float($0.output) }
    }
    #expect(try numbers("perceptron rule --size 0.5") == numbers("perceptron rule").map { $0 / 2 })
  }

  @Test func `A raw descent begins where it is told, and saves the line that it prints`() throws {
    let shop = try Workshop()
    try write("x,y\n0,1\n1,3\n2,5\n3,7\n", shop.path("line.csv"))
    let line =
      "linear-regression train --data line.csv --inputs x --target y --raw --start=1,2 --epochs 5 --learning-rate"
    // On the line itself nothing moves
    try shop.succeeds(
      "\(line) 0.01 --save line; linear-regression predict --weights line 10 | grep -q 'y: 21.000'")
    try shop.refuses("\(line.replacing("=1,2 --epochs 5", with: "=1,2.5 --epochs 500")) 3", "diverges")
    try shop.succeeds("\(line) 0.01 --save m")
    try shop.refuses("\(line.replacing("--raw ", with: "")) 0.01 --resume m", "--raw", status: 2)
  }

  @Test func `Weights name their characters, and are rounded for the book`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.succeeds("\(recurrent) --steps 2 --save w.safetensors")
    try shop.succeeds("recurrent-network sample --weights w.safetensors --prompt fox --length 5")
    try shop.succeeds("recurrent-network book-weights --weights w.safetensors --save r.safetensors")
    let rounded = try Safetensors(file: shop.path("r.safetensors"))
    #expect(rounded.metadata == (try Safetensors(file: shop.path("w.safetensors"))).metadata)
    for (name, tensor) in try Safetensors(file: shop.path("w.safetensors")).tensors {
      #expect(rounded.tensors[name]?.values == tensor.values.map { ($0 * 8).rounded() / 8 })
    }
    try shop.refuses(
      "recurrent-network book-weights --weights w.safetensors --save r", "safetensors", status: 2)
    // They learn on from a text of some of their characters; from one with others they do not
    try shop.succeeds("tr -d q < corpus.txt > some.txt; (cat corpus.txt; echo '#') > other.txt")
    let on = "recurrent-network train --weights w.safetensors --sequence 8 --batch 2 --steps 2 --threads 1"
    try shop.succeeds("\(on) --corpus some.txt --save on.safetensors")
    try shop.succeeds("recurrent-network sample --weights on.safetensors --prompt q --length 5")
    let further = on.replacing("--steps 2", with: "--steps 4 --corpus some.txt --save t")
    try shop.succeeds("\(further) --until 2")
    try shop.succeeds(further.replacing("--weights w.safetensors", with: "--resume t --hidden 4"))
    try shop.refuses("\(on) --corpus other.txt", "no symbol of the given weights")
    try shop.refuses("recurrent-network sample --weights w.safetensors --corpus other.txt", "are others")
  }

  @Test func `A held-out loss that is no number ends a training`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    var diverged = 0
    for rate in ["1e10", "1e15", "1e20", "1e25", "1e30"] {
      for more in ["", "--patience 1"] {
        for file in ["m", "log"] { unlink(shop.path(file)) }
        let line = "\(layers) --hidden 4 --validation 20 --epochs 3 --learning-rate \(rate) \(more)"
        let outcome = try shop.run("\(line) --save m --log log")
        let log = String(decoding: try bytes(shop.path("log")), as: UTF8.self)
        #expect(!log.contains("nan") && !log.contains("inf"), "\(line): \(log)")
        #expect([0, 1].contains(outcome.status), "\(line): \(outcome.error)")
        if outcome.status == 0 { continue }
        #expect(outcome.sentences.count == 1, "\(line): \(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: shop.path("m")), "\(line)")
        if outcome.error.contains("validation_loss is") { diverged += 1 }
      }
    }
    #expect(diverged > 0)
  }

  // MARK: Nothing is lost

  @Test func `A save that fails leaves the old file whole`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    try shop.succeeds("\(layers) --hidden 4 --epochs 1 --save net --log log")
    try shop.succeeds("cp net old")
    // A file may grow no further than 8 kB; the network has 13.
    try shop.refuses("ulimit -f 8; \(layers) --resume net --epochs 2 --save net --log log", "File too large")
    try shop.expectSame("net", "old")
    try shop.succeeds("\(layers) --resume net --epochs 2 --save net --log log")
    #expect(try shop.epochs(ofLog: "log") == [1, 2])
    #expect(try names(in: shop.folder) == ["images", "log", "net", "old"])
  }

  @Test func `What a run reads it does not overwrite`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeImages()
    try shop.succeeds("cp numbers.csv data.csv; ln -s data.csv soft; ln data.csv hard; cp -r images before")
    let onData = linear.replacing("numbers.csv", with: "data.csv")
    for name in ["data.csv", "soft", "hard", "./data.csv", "\(shop.folder)/data.csv"] {
      for option in ["save", "log"] { try shop.refuses("\(onData) --\(option) \(name)", status: 2) }
    }
    try shop.refuses("\(onData) --save m --log m", status: 2)
    // A save has a name of this kind before it takes its own.
    for name in ["m.partial", partialName(of: "m", 7)] {
      let line = "cp numbers.csv \(name); \(linear.replacing("numbers.csv", with: name)) --epochs 1 --save m"
      #expect(try shop.run(line).status == 0)
      try shop.succeeds("cmp numbers.csv \(name); rm \(name)")
    }
    // No name is none, not the root of all folders.
    for line in ["\(linear) --save", "\(linear) --log", "\(linear) --resume", "linear-regression --figures"] {
      try shop.refuses("\(line) ''", "expected a name", status: 2)
      try shop.refuses("\(line) $'\\xff'", "expected a name", status: 2)
    }
    try shop.refuses("\(word2vec) --save corpus.txt", status: 2)
    // Files in a folder, and a file that was not named: that of the houses
    for name in ["images/train-images-idx3-ubyte", "images/t10k-labels-idx1-ubyte"] {
      try shop.refuses("\(layers) --hidden 3 --epochs 1 --save \(name)", "is read")
      try shop.refuses("\(lenet) --test --epochs 1 --log \(name)", "is read")
    }
    try shop.refuses("multilayer-perceptron benchmark --data images --images 9 --vectors x", status: 2)
    try shop.succeeds("\(linear) --epochs 2 --save linear.safetensors; cp linear.safetensors weights")
    try shop.writeArray("x.npy", [1, 2])
    for output in ["x.npy", "linear.safetensors"] {
      let status: Int32 = output == "x.npy" ? 2 : 1
      try shop.refuses(
        "linear-regression predict --weights linear.safetensors --input x.npy --output \(output)",
        status: status)
    }
    try shop.expectSame("linear.safetensors", "weights")
    try shop.expectSame("data.csv", "numbers.csv")
    try shop.succeeds("cmp images/train-images-idx3-ubyte before/train-images-idx3-ubyte")
    try shop.succeeds("cmp images/t10k-labels-idx1-ubyte before/t10k-labels-idx1-ubyte")
  }

  @Test func `A file that is named is not taken for what a killed process left`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeArray("x.npy", [1, 2])
    try shop.succeeds("\(linear) --epochs 2 --save linear.safetensors; \(linear) --epochs 2 --save model")
    try shop.succeeds("\(word2vec) --epochs 1 --save words")
    for (input, output, line) in [
      ("x.npy", "y.npy", "linear-regression predict --weights linear.safetensors --input IN --output OUT"),
      ("model", "m", "\(linear) --epochs 3 --resume IN --save OUT"),
      ("words", "v", "word2vec book-vectors --vectors IN --words 2 --save OUT"),
    ] {
      for named in ["\(output).partial", partialName(of: output, 0xFEED_BEEF)] {
        let line = line.replacing("IN", with: named).replacing("OUT", with: output)
        let outcome = try shop.run("cp \(input) \(named); \(line)")
        #expect(outcome.status == 0, "\(line): \(outcome.error)")
        try shop.succeeds("cmp \(input) \(named); rm \(named) \(output)")
      }
    }
  }

  @Test func `No file of the folder that is read is overwritten, read itself or not`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    try shop.succeeds("cp -r images before; gzip -k images/train-images-idx3-ubyte")
    let lines = [lenet, layers + " --hidden 3", "softmax-classifier train --data images"]
    for name in try names(in: shop.path("before")) {
      for line in lines { try shop.refuses("\(line) --epochs 1 --log images/\(name)", "is read") }
      try shop.succeeds("cmp images/\(name) before/\(name)")
    }
  }

  @Test func `A search goes on from no other's log`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.succeeds("sed s/x/y/ numbers.csv > labels.csv; sed s/5/6/ numbers.csv > numbers2.csv")
    let line =
      "softmax-classifier search --trials 2 --folds 2 --epochs 1 --neurons 3 --threads 1 --log s.log --data"
    for _ in 0..<2 { try shop.succeeds("\(line) numbers.csv; cp s.log before") }
    for other in ["labels.csv", "numbers2.csv", "numbers.csv --scale 2"] {
      try shop.refuses("\(line) \(other)", "the log of another search")
      try shop.expectSame("s.log", "before")
    }
    let spiral = line.replacing("--data", with: "--set spiral").replacing("s.log", with: "p.log")
    try shop.succeeds(spiral)
    try shop.refuses("\(spiral) --radius 3", "the log of another search")
  }

  @Test func `With doors closed, what is written lands where it belongs`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.succeeds("\(linear) --epochs 30 --save a --log a.log")
    for doors in ["2>&-", "<&- 2>&-"] {
      try shop.run("\(linear) --epochs 30 --save b --log b.log \(doors)")
      try shop.expectSame("a", "b")
      try shop.expectSame("a.log", "b.log")
    }
    try shop.refuses("\(linear) --epochs 30 --save b --log b.log >&-", "standard output")
    try shop.expectSame("a.log", "b.log")
    try shop.refuses("perceptron predict law >&-", "standard output")
  }

  // MARK: What is saved can be read back

  @Test func `Names of columns and words may be anything`() throws {
    let shop = try Workshop()
    try write(
      "\u{FEFF} a ,\"x, \"\"y\"\"\",\"\",b\tc,(bias),\"t\r\nu\",kind\r\n"
        + (0..<6).map {
          "\($0),\($0 * $0),\(7 * $0 % 4),2,\($0 % 3),1,\($0 % 2 == 0 ? " p q " : "(bias)")\r\n"
        }.joined(),
      shop.path("n.csv"))
    let inputs = "$'b\\tc,(bias),t\\r\\nu'"
    for (line, option) in [
      ("linear-regression train --inputs \(inputs) --target a", ""),
      ("logistic-regression train --label kind --positive '(bias)'", ""),
      ("perceptron train --inputs \(inputs) --label kind", ""),
      ("softmax-classifier train --hidden 2", "softmax"),
    ] {
      let file = option.isEmpty ? "m.csv" : "m.safetensors"
      let line = line.replacing("train", with: "train --data n.csv")
      try shop.succeeds("\(line) --epochs 8 --save whole")
      try shop.succeeds("\(line) --epochs 3 --save \(file)")
      try shop.succeeds(
        "\(line.replacing("--hidden 2", with: "")) --epochs 8 --resume \(file) --save resumed")
      try shop.expectSame("whole", "resumed")
    }
    try shop.refuses("perceptron train --data n.csv --inputs a,a --label kind", "twice", status: 2)
    try shop.refuses(
      "linear-regression train --data n.csv --inputs a --target a", "among the inputs", status: 2)
    try write("a,b,a\n1,2,3\n", shop.path("twice.csv"))
    try shop.refuses("linear-regression train --data twice.csv --inputs a --target b", "twice")
    try write("a,b,k\n1e19,2,3\n-1e19,1,5\n1e19,4,4\n", shop.path("large.csv"))
    for line in ["--inputs a,b --target k"] {
      try shop.succeeds("linear-regression train --data large.csv \(line) --epochs 3 --save m.csv")
      try shop.succeeds("linear-regression predict --weights m.csv 1e19 2")
    }
    try shop.refuses(
      "\(linear.replacing("numbers", with: "large").replacing("target c", with: "target k")) --save m.gz",
      ".gz", status: 2)
  }

  @Test func `Words are bytes`() throws {
    let shop = try Workshop()
    let line: [UInt8] =
      Array("caf\u{E9} cafe\u{301} ".utf8) + [0xFF, 0x20, 0xFE, 0x20]
      + Array("(epochs) (epochs)(epochs)\n".utf8)
    try write(line + line + line, shop.path("corpus.txt"))
    try shop.succeeds("\(word2vec) --epochs 3 --until 1 --checkpoint part")
    try shop.refuses("\(word2vec) --epochs 3 --until 4 --checkpoint more", "--until", status: 2)
    try shop.succeeds("\(word2vec) --epochs 3 --resume part --checkpoint part --save part.txt")
    try shop.succeeds("word2vec neighbors --vectors part.txt $'cafe\\xcc\\x81'")
    try shop.succeeds("\(word2vec) --epochs 1 --save binary")
    try shop.succeeds("word2vec neighbors --vectors binary '(epochs)'")
    for file in ["part.txt", "binary"] {
      for word in ["\\xff", "\\xfe"] {
        let found = try shop.succeeds("word2vec neighbors --vectors \(file) $'\(word)'").output
        #expect(found.split(separator: "\n").count == 7)
      }
      try shop.succeeds("word2vec analogy --vectors \(file) $'\\xff' $'\\xfe' '(epochs)'")
      try shop.refuses("word2vec neighbors --vectors \(file) $'\\xfd'")
      try shop.refuses("word2vec neighbors --vectors \(file) \u{FFFD}")
    }
    // Long words, and such as the control characters are part of
    let odd = [UInt8](repeating: 0x78, count: 3000) + [0x20, 0x7F, 0x61, 0x20, 0xC2, 0x85, 0x20, 0x62, 0x0A]
    try write(odd + odd + odd, shop.path("odd.txt"))
    for name in ["odd.vec", "odd.bin"] {
      try shop.succeeds("\(word2vec.replacing("corpus.txt", with: "odd.txt")) --epochs 1 --save \(name)")
      let found = try shop.succeeds("word2vec neighbors --vectors \(name) b").output
      #expect(found.contains("\\u{7f}a") && found.contains("\\u{85}"))
    }
  }

  // MARK: What goes on is as if there had been no break

  @Test func `A resumed run has the bits of one without a break`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    try shop.writeCorpus()
    let runs: [(whole: String, more: String, counted: String)] = [
      (linear + " --batch 5 --l1 0.1", "", "epochs"), (logistic + " --test 0.3", "", "epochs"),
      (perceptron, "", "epochs"), (perceptron + " --keep pocket", "--keep pocket", "epochs"),
      (layers + " --hidden 4 --rule nesterov", "--rule nesterov", "epochs"),
      (
        layers + " --hidden 4 --rule adam --balanced --validation 10",
        "--rule adam --balanced --validation 10", "epochs"
      ),
      (softmax + " --hidden 3 --batch 4", "", "epochs"), (lenet + " --rule adam --distort", "", "epochs"),
      (recurrent + " --last-rate 1", "", "steps"),
    ]
    for (whole, _, counted) in runs {
      for file in ["a", "b", "c", "log"] { unlink(shop.path(file)) }
      // A setting that is saved is not given again.
      var again = whole
      for settled in ["--hidden 4 ", "--hidden 3 ", "--batch 4", "--rule adam --distort"]
      where !whole.contains("recurrent") && (!settled.contains("batch") || whole.contains("softmax"))
        && (!settled.contains("distort") || whole.contains("lenet"))
      {
        again = again.replacing(settled, with: "")
      }
      try shop.succeeds("\(whole) --\(counted) 6 --save a")
      try shop.succeeds("\(whole) --\(counted) 2 --save b --log log")
      try shop.succeeds("\(again) --\(counted) 6 --resume b --save c --log log")
      try shop.expectSame("a", "c")
      #expect(try shop.epochs(ofLog: "log") == (counted == "steps" ? [2, 4, 6] : Array(1...6)), "\(whole)")
    }
  }

  @Test func `Tolerance and patience end a resumed run where they would end one without a break`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    for line in ["\(linear) --tolerance 0.01", "\(logistic) --tolerance 0.002"] {
      for file in ["a", "b", "log"] { unlink(shop.path(file)) }
      try shop.succeeds("\(line) --save a --log a.log")
      let last = try shop.epochs(ofLog: "a.log").count
      #expect(last > 4 && last < 1000)
      // Broken off anywhere, the last epoch included, and resumed where it has ended
      for broken in [1, 2, 4, last - 1, last] {
        try shop.succeeds("\(line) --epochs \(broken) --save b --log log")
        try shop.succeeds("\(line) --resume b --save b --log log")
        try shop.expectSame("a", "b")
        try shop.expectSame("a.log", "log")
      }
    }
    let stopped = "\(layers) --rule momentum --learning-rate 0.3 --validation 20 --patience 4"
    try shop.succeeds("\(stopped) --hidden 8 --epochs 40 --save a --log a.log")
    let last = try shop.epochs(ofLog: "a.log").count
    #expect(last > 4 && last < 40)
    for broken in [1, 3, last - 3, last - 1, last] {
      try shop.succeeds("\(stopped) --hidden 8 --epochs \(broken) --save b --log log")
      try shop.succeeds("\(stopped) --epochs 40 --resume b --save b --log log")
      try shop.expectSame("a", "b")
      try shop.expectSame("a.log", "log")
    }
  }

  @Test(arguments: ["KILL", "TERM", "INT"])
  func `After a kill the log has every epoch once and the bits are the same`(signal: String) throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    let line = "\(linear) --epochs 200000 --batch 1"
    try shop.succeeds("\(line) --save a --log a.log")
    try write("stale", shop.path(partialName(of: "b", 1)))
    let killed =
      "\(line) --save b --log b.log 2>/dev/null & child=$!; until [ -s b ] || ! kill -0 $child; do sleep 0.02; done; kill -\(signal) $child; wait $child"
    let outcome = try shop.runWithSignals(killed)
    #expect(signal != "INT" || outcome.status == 0, "Ctrl-C ends the epoch, saves and says so")
    if signal != "KILL" { #expect(try names(in: shop.folder).filter { $0.hasSuffix(".partial") } == []) }
    let resume = FileManager.default.fileExists(atPath: shop.path("b")) ? "--resume b" : ""
    try shop.succeeds("\(line) \(resume) --save b --log b.log")
    try shop.expectSame("a", "b")
    try shop.expectSame("a.log", "b.log")
  }

  @Test func `The first Ctrl-C ends the epoch, saves and says so`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    let outcome = try shop.runWithSignals(
      "\(linear) --epochs 1000000000 --save m & child=$!; until [ -s m ]; do sleep 0.02; done; kill -INT $child; wait $child"
    )
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("stopped after epoch ") && outcome.error.contains("; saved to m"))
    try shop.succeeds("linear-regression predict --weights m 1 2")
  }

  @Test func `After Ctrl-C it is said that the best epoch is saved, where patience looks for it`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    let outcome = try shop.runWithSignals(
      "\(layers) --hidden 4 --validation 20 --patience 1000000 --epochs 1000000 --save m & child=$!; until [ -s m ]; do sleep 0.02; done; kill -INT $child; wait $child"
    )
    #expect(outcome.status == 0, "\(outcome.error.suffix(300))")
    #expect(
      outcome.error.contains(#/stopped after epoch \d+ of 1000000; the best, of epoch \d+, saved to m/#))
  }

  @Test func `A network that does not end in probabilities is not trained`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    for (name, option) in [("n.net", "resume"), ("n.safetensors", "weights")] {
      try shop.succeeds("\(layers) --hidden 4 --epochs 1 --save \(name)")
      try shop.run("sed -i 's/relu,softmax\"/relu,linear\" /' \(name)")
      try shop.refuses(
        "\(layers) --epochs 2 --\(option) \(name)", "its last activation is linear, expected softmax")
    }
  }

  @Test func `A resumed training keeps its activations and has its first weights`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    try shop.succeeds("\(layers) --hidden 4 --epochs 1 --save net")
    for option in ["activation tanh", "activation relu", "output-activation sigmoid", "initialization he"] {
      try shop.refuses("\(layers) --epochs 2 --resume net --\(option)", "keeps the settings", status: 2)
    }
  }

  @Test func `Ctrl-C ends a training of points and a search as it does any other`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    let points = try shop.runWithSignals(
      "multilayer-perceptron points --steps 1000000000 --save p.safetensors & child=$!; until [ -s p.safetensors ]; do sleep 0.02; done; kill -INT $child; wait $child"
    )
    #expect(points.status == 0 && points.output.contains(" steps"), "\(points.error.suffix(300))")
    #expect(points.error.contains(#/stopped after epoch \d+ of 1000000000; saved to p.safetensors/#))
    let search = try shop.runWithSignals(
      "softmax-classifier search --data numbers.csv --trials 20000 --folds 2 --epochs 1 --neurons 3 --threads 1 --log s.log --save s.safetensors & child=$!; until [ -s s.log ] && [ $(wc -l < s.log) -gt 2 ]; do sleep 0.02; done; kill -INT $child; wait $child"
    )
    #expect(search.status == 0 && search.output.contains("The best"), "\(search.error.suffix(300))")
    #expect(search.error.contains(#/stopped after candidate \d+ of 20000; the best saved to s.safetensors/#))
    try shop.succeeds("softmax-classifier predict --weights s.safetensors --input numbers.csv --label kind")
  }

  // MARK: A network is used as it was trained

  @Test func `What a network needs stands in its file, or is asked for`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeNumbers()
    try shop.writeImages()
    try shop.writeWeights(of: 0.01)
    try shop.writeArray("x.npy", [2, 784])
    try shop.succeeds(
      "\(layers) --hidden 4 --activation tanh --output-activation sigmoid --epochs 1 --save t.safetensors")
    let predict = "predict --input x.npy --output y.npy --weights"
    try shop.succeeds("multilayer-perceptron \(predict) t.safetensors; cp y.npy told.npy")
    try shop.succeeds("multilayer-perceptron \(predict) t.safetensors --activation tanh")
    try shop.expectSame("y.npy", "told.npy")
    try shop.refuses(
      "multilayer-perceptron \(predict) t.safetensors --activation relu", "says tanh", status: 2)
    try shop.refuses("multilayer-perceptron \(predict) layers.safetensors", "--activation", status: 2)
    try shop.refuses("\(layers) --epochs 1 --weights layers.safetensors", "--activation", status: 2)
    // Another chapter's file says it in its own words.
    try shop.refuses("softmax-classifier \(predict) t.safetensors --activation sigmoid", "tanh,sigmoid")
    try shop.succeeds("\(softmax) --hidden 3 --activation linear --epochs 1 --save s.safetensors")
    try shop.writeArray("three.npy", [2, 3])
    try shop.refuses(
      "multilayer-perceptron predict --input three.npy --output y.npy --weights s.safetensors --activation relu",
      "says linear", status: 2)
    try shop.refuses("softmax-classifier \(predict) layers.safetensors", "--activation", status: 2)
    try shop.succeeds("\(lenet) --epochs 1 --pooling max --save l.safetensors")
    try shop.succeeds("lenet5 \(predict) l.safetensors")
    try shop.refuses("lenet5 \(predict) l.safetensors --pooling average", "says max", status: 2)
    try shop.refuses("lenet5 \(predict) lenet.safetensors", "--pooling", status: 2)
    try shop.refuses("\(lenet) --epochs 1 --weights lenet.safetensors", "--pooling", status: 2)
  }

  @Test func `A name that is no UTF-8 names no other file`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeImages()
    try shop.writeWeights(of: 0.01)
    try shop.succeeds("cp images/train-images-idx3-ubyte $'\\xef\\xbf\\xbd'")
    let predict = "lenet5 predict --pooling average --weights lenet.safetensors"
    try shop.succeeds("\(predict) $'\\xef\\xbf\\xbd'")
    try shop.refuses("\(predict) $'\\xff'", "a name in UTF-8", status: 2)
  }

  // MARK: No trap, no hang, no memory without end

  @Test func `The book tells its folder without what moves a terminal`() throws {
    let shop = try Workshop()
    let outcome = try shop.succeeds("book --static --chapter 1 --output $'a\\e[2J\\nb'")
    #expect(outcome.output.contains(#"a\u{1b}[2J\nb/index.html"#), "\(outcome.output)")
    #expect(outcome.output.split(separator: "\n").count == 1, "\(outcome.output)")
  }

  @Test func `A book that is killed leaves nothing in the folder of temporary files`() throws {
    let shop = try Workshop()
    // A stand-in for the compiler, which ends the book that has started it
    try shop.run("mkdir bin t; printf '#!/bin/sh\\nkill -KILL $PPID\\n' > bin/swiftc; chmod +x bin/swiftc")
    let outcome = try shop.run("TMPDIR=$PWD/t PATH=$PWD/bin:$PATH book --chapter 1 --output b")
    #expect(outcome.status == 128 + SIGKILL, "\(outcome.error)")
    #expect(try names(in: shop.path("t")) == [])
  }

  @Test func `A pipe that a command writes to itself is not read`() throws {
    let shop = try Workshop()
    for (name, end) in [("stdout", "| cat"), ("stderr", "2>&1 >&- | cat >&2")] {
      let outcome = try shop.run("linear-regression train --data /dev/\(name) \(end)", seconds: 20)
      #expect(outcome.status == 0 && (outcome.error + outcome.output).contains("goes there"), "\(outcome)")
    }
  }

  @Test func `A working directory that was deleted is no reason to hang`() throws {
    let shop = try Workshop()
    for line in [
      "linear-regression train --epochs 1", "logistic-regression --list", "perceptron predict law",
      "multilayer-perceptron train --hidden 2 --epochs 1", "softmax-classifier train --set clouds",
      "lenet5 --list",
      "recurrent-network --list", "word2vec neighbors --vectors x y", "matrix --list",
      "linear-regression --section 1",
    ] {
      let outcome = try shop.run("mkdir gone; cd gone; rmdir ../gone; \(line)", seconds: 60, megabytes: 1500)
      #expect([0, 1, 2].contains(outcome.status), "\(line): \(outcome.status) \(outcome.error)")
    }
    let book = try shop.run("mkdir gone; cd gone; rmdir ../gone; book --chapter 3 --output b")
    #expect(book.status == 1, "\(book.error)")
    #expect(book.error.contains("the folder that this runs in was removed"), "\(book.error)")
  }

  @Test func `Input without end is refused`() throws {
    let shop = try Workshop()
    try shop.run("mkfifo pipe; ln -s /dev/zero link; mkdir images; truncate -s 90G huge.csv")
    try shop.run(
      "for i in train t10k; do ln -s /dev/zero images/$i-images-idx3-ubyte; ln -s /dev/urandom images/$i-labels-idx1-ubyte; done"
    )
    for file in ["/dev/zero", "/dev/urandom", "link", "huge.csv"] {
      try shop.refuses("\(linear.replacing("numbers.csv", with: file))")
      try shop.refuses("\(recurrent.replacing("corpus.txt", with: file)) --steps 1")
      try shop.refuses("\(word2vec.replacing("corpus.txt", with: file))")
      try shop.refuses("\(softmax.replacing("numbers.csv", with: file))")
      try shop.refuses("multilayer-perceptron train --resume \(file)")
      try shop.refuses("lenet5 predict --weights \(file) --input \(file) --output y.npy")
    }
    try shop.refuses(lenet + " --epochs 1", "a device")
    // Of a pipe no more is kept than there is memory for.
    try shop.refuses(
      "ulimit -v 700000; (cat /dev/zero > pipe & ) 2>/dev/null; \(linear.replacing("numbers.csv", with: "pipe"))"
    )
    try shop.run(
      "mkdir bin; printf '#!/bin/sh\\nexec cat /dev/zero\\n' > bin/gzip; chmod +x bin/gzip; cp /dev/null x.csv.gz"
    )
    try shop.refuses("ulimit -v 700000; PATH=bin:$PATH \(linear.replacing("numbers.csv", with: "x.csv.gz"))")
  }

  @Test func `A claim is held against what there is before memory is asked for`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    let claims = [
      "cell": "lstm", "hidden": "65536", "layers": "64", "vocabulary": "97", "steps": "1", "rule": "adam",
      "biases": "1",
    ]
    try shop.writeTensors("claims", [], 0, claims)
    try shop.refuses("recurrent-network sample --weights claims --prompt a")
    try shop.refuses("\(recurrent) --steps 2 --resume claims")
    try shop.writeTensors(
      "small", [], 0, ["cell": "lstm", "hidden": "65536", "layers": "64", "vocabulary": "97"])
    try shop.refuses("recurrent-network sample --weights small --prompt a")
    try write("9999999 9999999\nx 1\n", shop.path("v.txt"))
    try shop.refuses("word2vec neighbors --vectors v.txt x")
    // What an option asks for as well
    for line in [
      "multilayer-perceptron train --hidden 100000,100000",
      "softmax-classifier train --set digits --hidden 100000,100000",
      "\(recurrent.replacing("--hidden 4", with: "--hidden 8192")) --layers 16",
      "recurrent-network benchmark --corpus corpus.txt --hidden 4096 --batch 4096 --sequence 64",
      "softmax-classifier search --layers 10 --neurons 100000",
      "multilayer-perceptron points --hidden 100000,100000",
    ] {
      let outcome = try shop.run(line, megabytes: 2000)
      #expect(
        outcome.status == 1 && outcome.error.contains(" MB of memory"),
        "\(line): \(outcome.status) \(outcome.error)")
    }
  }

  @Test func `Files that do not fit each other or are cut are refused before the training`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeWeights(of: 0.01)
    try shop.writeImages("small", training: 9, test: 5, side: (20, 20))
    try shop.writeImages("wide", training: 9, test: 5, side: (14, 56))
    try shop.writeImages("differ", training: 9, test: 5, testSide: (20, 20))
    try shop.writeImages("few", training: 9, test: 5)
    for folder in ["small", "wide", "differ"] {
      for line in [
        "multilayer-perceptron train --hidden 2 --epochs 1", "softmax-classifier train --epochs 1",
        "lenet5 train --epochs 1 --test", "lenet5 train-1998 --epochs 1",
        "lenet5 benchmark --images 9 --batch 3",
        "multilayer-perceptron benchmark --images 9 --batch 3",
      ] {
        try shop.refuses("\(line) --data \(folder)", "pixels, expected 28 × 28")
      }
    }
    for chapter in ["multilayer-perceptron", "lenet5"] {
      try shop.refuses("\(chapter) benchmark --data few", "at most the 9 there are", status: 2)
      try shop.succeeds("\(chapter) benchmark --data few --images 9 --batch 3")
    }
    let shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807, 9), }"
    let header = shape + String(repeating: " ", count: 117 - shape.count) + "\n"
    try write([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8), shop.path("absurd.npy"))
    for (line, file) in [
      ("multilayer-perceptron predict --activation relu", "layers"),
      ("lenet5 predict --pooling max", "lenet"),
      ("softmax-classifier predict --activation relu", "layers"), ("linear-regression predict", "layer"),
      ("recurrent-network predict", "gru"),
    ] {
      try shop.refuses("\(line) --weights \(file).safetensors --input absurd.npy --output y.npy")
    }
    try shop.writeNumbers()
    try write(
      "input,scale,now: x,now: y,kept: x,kept: y,kind,variant,epochs,answered\n"
        + ["a", "b", "c", "(bias)"].map { "\($0),1e-30,1,2,3,4,numbers,average,3,3\n" }
        .joined(), shop.path("p.csv"))
    try shop.refuses("\(perceptron.replacing(",z", with: "")) --resume p.csv --epochs 9")
    try shop.refuses("perceptron predict --weights p.csv 1 2 1e9", "too large")
    // A program of the system's that complains without end, and few files that may be open
    try shop.run(
      "mkdir bin; printf '#!/bin/sh\\nhead -c 300000 /dev/zero | tr \"\\\\0\" x >&2\\nexit 1\\n' > bin/gzip; chmod +x bin/gzip"
    )
    try shop.refuses("PATH=bin:$PATH lenet5 train --epochs 1", "cannot unpack")
    for count in [6, 8, 12] {
      let outcome = try shop.run("ulimit -n \(count); lenet5 train --epochs 1 --validation 3990")
      #expect([0, 1].contains(outcome.status), "\(count) files: \(outcome.status) \(outcome.error)")
    }
  }

  @Test func `A text without a line end is written on from a character it has`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.succeeds("tr -d '\\n' < corpus.txt > line.txt")
    try shop.succeeds("\(recurrent.replacing("corpus.txt", with: "line.txt")) --steps 2 --save r")
    try shop.succeeds("recurrent-network sample --weights r --prompt a --length 5")
    // The least of its bytes, a space, where nothing else is asked for
    let sample = "recurrent-network sample --weights r --length 50"
    try shop.succeeds("\(sample) > own; \(sample) --prompt ' ' > same; cmp own same")
    try shop.succeeds("recurrent-network predict --weights r")
    try shop.succeeds("\(recurrent.replacing("corpus.txt", with: "line.txt")) --steps 2 --save r.safetensors")
    try shop.succeeds(
      "\(sample).safetensors --corpus line.txt; recurrent-network predict --weights r.safetensors --corpus line.txt"
    )
    try shop.refuses("\(sample) --prompt '\n'", "--prompt", status: 2)
    // A prompt is bytes, as the text is.
    try write(
      Array(String(repeating: "a b\u{E9}", count: 40).utf8) + [0xFF, 0xFE] + Array("abc".utf8),
      shop.path("bytes.txt"))
    try shop.succeeds("\(recurrent.replacing("corpus.txt", with: "bytes.txt")) --steps 2 --save r")
    for prompt in ["$'\\xff'", "$'\\xc3'", "$'b\\xa9\\xfe'"] {
      try shop.succeeds("recurrent-network predict --weights r --prompt \(prompt)")
      try shop.succeeds("recurrent-network predict --weights r --prompt=\(prompt)")
    }
    try shop.refuses("recurrent-network predict --weights r --prompt $'\\xfd'", "byte 0", status: 2)
  }

  @Test func `A million columns, and as many classes, have an answer in time`() throws {
    let shop = try Workshop()
    try shop.run("seq -s, 1000000 > wide.csv; seq -s, 2 1000001 >> wide.csv; seq -s, 5 3 3000002 >> wide.csv")
    try shop.succeeds("linear-regression train --data wide.csv --inputs 7,8 --target 9 --epochs 1")
    try shop.run("(echo a,k; seq 60000 | sed 's/$/,x/' | awk '{ print $0 NR }') > classes.csv")
    let outcome = try shop.run("softmax-classifier train --data classes.csv --epochs 1")
    #expect(
      outcome.status == 1 && outcome.error.contains(" MB of memory"), "\(outcome.status) \(outcome.error)")
  }

  @Test func `A network that claims what cannot be is refused`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    let layers: [(String, [Int])] = [
      ("c1.weight", [6, 1, 5, 5]), ("c1.bias", [6]), ("c3.weight", [16, 6, 5, 5]), ("c3.bias", [16]),
      ("c5.weight", [120, 16, 5, 5]), ("c5.bias", [120]), ("f6.weight", [84, 120]), ("f6.bias", [84]),
      ("output.weight", [10, 84]), ("output.bias", [10]),
    ]
    let matrices = [25, 6, 1, 6, 150, 16, 1, 16, 400, 120, 1, 120, 120, 84, 1, 84, 84, 10, 1, 10]
    let tensors = layers + (0..<10).map { ("velocities.\($0)", Array(matrices[2 * $0..<2 * $0 + 2])) }
    try shop.succeeds("\(lenet) --epochs 1 --save real")
    let data = try #require(try Safetensors(file: shop.path("real")).metadata["data"])
    let said = [
      "epochs": "1", "steps": "3", "images": "60", "data": data, "batch": "20", "seed": "1",
      "learning-rate": "0.02",
      "decay": "0.8",
      "weight-decay": "0.0005", "shuffled": "true", "distortion": "all", "momentum": "0.9",
      "pooling": "average",
    ]
    try shop.writeTensors("good", tensors, 0.01, said)
    try shop.succeeds("\(lenet) --resume good --epochs 2 --save more")
    for (name, claims) in [
      ("epochs", ["-1", "1e30", "9223372036854775807", "nan", "", "1000000000001"]),
      ("distortion", ["1e30", "-1", "nan", "", "All"]), ("steps", ["-1", "2147483648", "1.5"]),
      ("images", ["-60", "0", "61", "9223372036854775807"]), ("batch", ["0", "-20", "61"]),
      ("learning-rate", ["0", "-1", "nan", "inf", "1e39"]), ("decay", ["0", "-1", "nan", "inf"]),
      ("weight-decay", ["-1", "nan", "inf"]), ("momentum", ["1", "-0.1", "nan", "adamant"]),
      ("shuffled", ["yes", ""]), ("data", ["", "0123456789abcdef"]), ("pooling", ["", "min"]),
      ("seed", ["-1", "18446744073709551616", "1.0"]),
    ] {
      for claim in claims {
        try shop.writeTensors("bad", tensors, 0.01, said.merging([name: claim]) { $1 })
        let outcome = try shop.refuses("\(lenet) --resume bad --epochs 2 --save bad.more")
        #expect(!outcome.error.contains("epoch 2/2"), "\(name) \(claim)")
      }
      try shop.writeTensors("bad", tensors, 0.01, said.filter { $0.key != name })
      try shop.refuses("\(lenet) --resume bad --epochs 2 --save bad.more", name)
    }
  }

  @Test func `Data of the package that were cut or changed are refused`() throws {
    let shop = try Workshop()
    let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Data").path
    try shop.run("mkdir -p Data/mnist5k Data/text")
    for (file, line) in [
      ("sacramento.csv", "linear-regression train --epochs 1"),
      ("sacramento.csv", "linear-regression predict 3 2 1500"),
      ("sacramento.csv", "logistic-regression afford 400000 3 2 1500"),
      ("iris.csv", "logistic-regression train --epochs 1"),
      ("iris.csv", "logistic-regression predict 5 3 2 1"), ("definitions.csv", "perceptron train --epochs 1"),
      ("definitions.csv", "perceptron predict law"), ("anscombe.csv", "linear-regression benchmark"),
      ("digits.csv.gz", "softmax-classifier train --set digits --epochs 1"),
      ("kjv.txt.gz", "\(recurrent.replacing("--corpus corpus.txt", with: "")) --steps 1"),
      ("mnist5k/mnist5k-images-idx3-ubyte.gz", "lenet5 train --epochs 1"),
      ("text/enwiki-gensim.txt.gz", "word2vec neighbors man"),
    ] {
      let (unpack, pack) = file.hasSuffix(".gz") ? ("gzip -dc", "gzip -1") : ("cat", "cat")
      for cut in ["head -n 5", "head -n -1", "sed 3d", "tail -n +2"]
      where file.hasSuffix("csv") || cut == "head -n 5" {
        try shop.run("\(unpack) \(data)/\(file) | \(cut) | \(pack) > Data/\(file)")
        let outcome = try shop.run(line)
        #expect(outcome.status == 1 && outcome.error.contains("not those of this package"), "\(line)")
      }
      unlink(shop.path("Data/\(file)"))
    }
  }

  // MARK: Manners

  @Test func `Small numbers and large ones are told in words that fit`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeWeights(of: 0.01)
    try shop.writeArray("images.npy", [2, 784])
    for value in ["inf", "-inf", "nan", "x"] {
      let outcome = try shop.refuses(
        "lenet5 predict --pooling max --weights lenet.safetensors --input images.npy --output y.npy --frame=\(value)",
        "expected a finite number", status: 2)
      #expect(!outcome.error.contains("at least"))
    }
    for numbers in ["400000 5 3 1e-45", "1e-45 5 3 2000", "0 0 0 0", "3e38 1 1 1"] {
      let told = try shop.succeeds("logistic-regression afford \(numbers)").output
      #expect(
        told.contains("any budget") == numbers.hasSuffix("1e-45") && !told.contains("-"),
        "\(numbers): \(told)")
    }
    for numbers in ["400000 5 3 3e38", "400000 5 3 1e18", "0 3e38 3e38 3e38"] {
      #expect(try shop.refuses("logistic-regression afford \(numbers)").output == "")
    }
  }

  @Test func `A message shows what it found in one line, quoted and cut`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    let values = ["$'\\e[31mred\\nline\\r\\x07'", "$(head -c 100000 /dev/zero | tr '\\0' x)", "$'a\\u202eb'"]
    for line in [
      "linear-regression train --data", "linear-regression train --inputs",
      "linear-regression train --target",
      "linear-regression --section", "linear-regression", "logistic-regression train --positive",
      "perceptron mark-i --shapes",
      "perceptron mark-i --digits", "multilayer-perceptron predict --weights",
      "multilayer-perceptron train --activation",
      "softmax-classifier train --set", "softmax-classifier search --layers",
      "softmax-classifier search --activations",
      "lenet5 predict", "lenet5 train --data", "lenet5 train --steps 3 --save", "lenet5 convolve",
      "lenet5 convolve --kernel",
      "recurrent-network train --cell",
      "word2vec train --corpus", "word2vec train --corpus corpus.txt --mode", "word2vec neighbors --vectors",
    ] {
      for value in values {
        let outcome = try shop.run("\(line) \(value)")
        #expect(
          [1, 2].contains(outcome.status) && outcome.sentences.count == 1,
          "\(line): \(outcome.error.prefix(300))")
        #expect(
          outcome.error.utf8.count < 4000
            && !outcome.error.dropLast().unicodeScalars.contains {
              [.control, .format].contains($0.properties.generalCategory)
            },
          "\(line): \(outcome.error.prefix(300))")
      }
    }
    try write(Array("a,b,k\n3\0junk,2,3\n1,1,5\n".utf8), shop.path("nul.csv"))
    try shop.refuses("linear-regression train --data nul.csv --inputs a,b --target k", "3\\u{0}junk")
    let tensor = "\"weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}"
    let header = Array("{\(tensor),\(tensor)}".utf8)
    try write(
      [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [0, 0, 0, 0], shop.path("d.safetensors"))
    try shop.writeArray("x.npy", [1, 1])
    try shop.refuses(
      "linear-regression predict --weights d.safetensors --input x.npy --output y.npy", "twice")
    for set in ["--data numbers.csv", "--set digits", "--set spiral"] {
      try shop.refuses("softmax-classifier train \(set) --scale nan", "--scale", status: 2)
    }
    try shop.refuses("softmax-classifier train --set digits --label kind", "--label", status: 2)
  }

  @Test func `Output that is full or closed is told as such`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeImages()
    try shop.succeeds("\(recurrent) --steps 2 --save r")
    for line in [
      "recurrent-network sample --weights r --prompt a", "recurrent-network predict --weights r --prompt a",
      "\(lenet) --epochs 1", "linear-regression predict 3 2 1500", "book --help",
    ] {
      try shop.refuses("\(line) >/dev/full", "standard output")
      try shop.refuses("\(line) >&-", "standard output")
    }
  }

  @Test func `A file is replaced as it was found`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    let line = "\(linear) --epochs 2 --save"
    try shop.succeeds("touch m; chmod 600 m; \(line) m; [ $(ls -l m | cut -c1-10) = -rw------- ]")
    try shop.succeeds("ln -s there link; \(line) link; [ -L link ] && cmp there m")
    try shop.refuses("ln -s round round; \(line) round")
    try shop.refuses("mkdir folder; \(line) folder", "a folder")
    try shop.refuses("\(line) none/m", "no folder")
    try shop.refuses("\(line) /dev/null", "no ordinary file")
    for count in [229, 231, 239, 247, 255] {
      let name = String(repeating: "n", count: count)
      try shop.succeeds("\(line) \(name); cmp \(name) m")
    }
    // Told before the training
    let long = String(repeating: "n", count: 256)
    let outcome = try shop.refuses("\(line) \(long)", "256 bytes")
    #expect(!outcome.error.contains("epoch"))
  }

  @Test func `The command line means the same everywhere`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeWeights(of: 0.01)
    try shop.writeArray("x.npy", [2, 784])
    try shop.writeArray("three.npy", [2, 3])
    try shop.refuses("multilayer-perceptron train --output sigmoid", status: 2)
    for line in [
      "linear-regression predict --weights layer.safetensors --input three.npy",
      "logistic-regression predict --weights layer.safetensors --input three.npy",
      "perceptron predict --weights layer.safetensors --input three.npy",
      "multilayer-perceptron predict --activation relu --weights layers.safetensors --input x.npy",
      "softmax-classifier predict --activation relu --weights layers.safetensors --input x.npy",
      "lenet5 predict --pooling max --weights lenet.safetensors --input x.npy",
    ] {
      let outcome = try shop.succeeds("\(line) --output y.npy")
      #expect(outcome.output.contains(#/y\.npy: 2 × \d+ /#), "\(line): \(outcome.output)")
    }
    try shop.succeeds(
      "\(word2vec) --epochs 1 --save v.vec; head -1 v.vec | grep -q '^[0-9]* 4$'; tail -1 v.vec | grep -q '^[a-z]* [-0-9]'"
    )
    // The seed of chapter 5 draws the points, and it counts steps as the others do.
    try shop.writeTensors("flat.safetensors", [("layers.0.weight", [3, 2]), ("layers.0.bias", [3])], 0.25)
    let flat = "softmax-classifier train --set spiral --epochs 2 --weights flat.safetensors"
    try shop.succeeds("\(flat) --seed 1 --log one; \(flat) --seed 2 --log two; ! cmp -s one two")
    try shop.succeeds(
      "\(softmax) --hidden 3 --no-shuffle --steps 3 --rule sgd --save s.safetensors | grep -q 'steps *3'")
    // Shapes that are no N × 784, though they have as many numbers
    for shape in [[1, 2, 14, 28], [1, 14, 56], [1, 4, 14, 14]] {
      try shop.writeArray("no.npy", shape)
      for line in [
        "multilayer-perceptron predict --activation relu --weights layers.safetensors",
        "softmax-classifier predict --activation relu --weights layers.safetensors",
        "lenet5 predict --pooling max --weights lenet.safetensors",
      ] {
        try shop.refuses("\(line) --input no.npy --output y.npy", "found the shape")
      }
    }
    for shape in [[2, 784], [2, 28, 28], [2, 1, 28, 28]] {
      try shop.writeArray("yes.npy", shape)
      try shop.succeeds(
        "lenet5 predict --pooling max --weights lenet.safetensors --input yes.npy --output y.npy")
    }
  }

  @Test func `The other formats of NumPy are read as NumPy means them`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeWeights(of: 1)
    func array(_ type: String, fortran: Bool = false, _ bytes: [UInt8]) throws -> String {
      let text = "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (2, 3), }"
      let header = text + String(repeating: " ", count: 117 - text.count) + "\n"
      try write(
        [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8) + bytes, shop.path("x.npy"))
      try shop.succeeds("linear-regression predict --weights layer.safetensors --input x.npy --output y.npy")
      return try bytesOfSums(shop)
    }
    let short: [UInt8] = [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]
    let half: [UInt8] = [0, 0x3C, 0, 0x40, 0, 0x42, 0, 0x44, 0, 0x45, 0, 0x46]
    #expect(try array("<i2", short) == "7.0 16.0")
    #expect(try array("<f2", half) == "7.0 16.0")
    #expect(try array("|u1", [1, 2, 3, 4, 5, 6]) == "7.0 16.0")
    // Column after column: 1 3 5 and 2 4 6
    #expect(try array("<i2", fortran: true, short) == "10.0 13.0")
  }

  /// The two sums of y.npy.
  private func bytesOfSums(_ shop: Workshop) throws -> String {
    let file = try bytes(shop.path("y.npy")).suffix(8)
    return file.withUnsafeBytes { bytes in
      (0..<2).map { "\(Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))" }
        .joined(
          separator: " ")
    }
  }

  @Test func `Pixels from 0 to 255 are the same image as from 0 to 1`() throws {
    let shop = try Workshop()
    try shop.writeImages()
    try shop.succeeds("\(layers) --hidden 4 --epochs 1 --save w.safetensors")
    let pixels = (0..<1568).map { Int64($0 % 4 == 0 ? $0 % 256 : 0) }
    func answer(_ values: NPYArray.Values) throws -> Workshop.Outcome {
      try write(NPYArray(shape: [2, 28, 28], values: values).bytes, shop.path("x.npy"))
      return try shop.run(
        "multilayer-perceptron predict --weights w.safetensors --images x.npy")
    }
    let shares = try answer(.float32(pixels.map { Float($0) / 255 }))
    #expect(shares.status == 0, "\(shares.error)")
    #expect(try answer(.int64(pixels)).output == shares.output)
    for wrong: Int64 in [256, -1] {
      let outcome = try answer(.int64(pixels.dropLast() + [wrong]))
      #expect(
        outcome.status == 1 && outcome.error.contains("number 1567: found \(wrong).0, expected 0 to 1 or"))
    }
  }

  @Test func `A number has digits and no prefix`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.refuses(
      "sed 's/^3,/0x10,/' numbers.csv > n.csv; \(linear.replacing("numbers", with: "n"))", "0x10")
    for value in ["0x1p-3", "0X10"] {
      try shop.refuses("\(linear) --learning-rate \(value)", value, status: 2)
      try shop.refuses("linear-regression predict 3 2 \(value)", value, status: 2)
    }
    try write("2 1\none 1\ntwo 0x1p1\n", shop.path("v.txt"))
    try shop.refuses("word2vec neighbors --vectors v.txt one", "found \"0x1p1\", expected a number")
  }

  @Test func `A class of a megabyte is shown without its middle`() throws {
    let shop = try Workshop()
    let long = String(repeating: "x", count: 1_000_000)
    try write("a,kind\n1,\(long)\n2,y\n3,\(long)\n4,y\n", shop.path("n.csv"))
    try shop.succeeds("\(softmax.replacing("numbers", with: "n")) --epochs 1 --save m")
    try shop.succeeds("logistic-regression train --data n.csv --label kind --positive y --epochs 1 --save l")
    try shop.succeeds("perceptron train --data n.csv --label kind --inputs a --epochs 1 --save p")
    for line in [
      "softmax-classifier predict --weights m --input n.csv --label kind",
      "logistic-regression predict --weights l 1", "perceptron predict --weights p 1",
    ] {
      #expect(try shop.succeeds(line).output.utf8.count < 10_000)
    }
  }

  @Test func `Data/download follows no planted link`() throws {
    let shop = try Workshop()
    try shop.run("mkdir folder bin; echo precious > victim")
    let download = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Data/download").path
    // A stand-in for curl, and a link under the name that follows from the number of the process
    try write(
      "#!/bin/sh\nwhile [ $# -gt 1 ]; do [ \"$1\" = --output ] && echo stolen > \"$2\"; shift; done\n",
      shop.path("bin/curl"))
    try shop.run("chmod +x bin/curl")
    let outcome = try shop.run(
      "PATH=$PWD/bin:$PATH; ln -s ../victim folder/partial.$$; exec sh \(download) folder")
    #expect(outcome.status == 1)
    #expect(try bytes(shop.path("victim")) == Array("precious\n".utf8))
    #expect(try names(in: shop.path("folder")).allSatisfy { $0.wholeMatch(of: /partial\.\d+/) != nil })
    // Nor one that leads to a folder; and nothing stays where nobody reads what it says.
    try write(
      "#!/bin/sh\ncat > /dev/null; sleep 0.2\n"
        + "echo 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609\n",
      shop.path("bin/sha256sum"))
    try shop.run("chmod +x bin/sha256sum; rm -r folder; mkdir folder kept")
    try shop.run("PATH=$PWD/bin:$PATH sh \(download) folder | true")
    #expect(try names(in: shop.path("folder")).allSatisfy { !$0.hasPrefix("partial") })
    try shop.run("rm -r folder; mkdir folder; ln -s ../kept folder/train-images-idx3-ubyte.gz")
    let led = try shop.run("PATH=$PWD/bin:$PATH sh \(download) folder")
    #expect(led.status == 1 && led.error.contains("train-images-idx3-ubyte.gz is a folder"), "\(led.error)")
    #expect(try names(in: shop.path("kept")) == [])
  }

  @Test func `Data/download gives up a mirror that falls silent, and one that has no end`() throws {
    let shop = try Workshop()
    try shop.run("mkdir bin")
    let download = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Data/download").path
    // A stand-in for curl, which ends as curl does where it is told to give up, and else brings nothing, or far too much
    try write(
      """
      #!/bin/sh
      case "$*" in *quiet*) case "$*" in *--speed-time*) exit 28 ;; *) exit 0 ;; esac ;; esac
      while [ $# -gt 1 ]; do [ "$1" = --output ] && exec head -c 60000000 /dev/zero > "$2"; shift; done

      """, shop.path("bin/curl"))
    try shop.run("chmod +x bin/curl")
    for mirror in ["quiet", "endless"] {
      let outcome = try shop.run("PATH=$PWD/bin:$PATH MNIST_MIRRORS=\(mirror) sh \(download) folder")
      #expect(outcome.status == 1 && outcome.error.contains("could not be fetched"), "\(outcome.error)")
      #expect(try names(in: shop.path("folder")) == [])
    }
  }

  @Test func `A symbol is a whole number, and a word has no line end`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.writeWeights(of: 0.5)
    for almost in [0.999_999_999_99, 1.000_000_01, 1e-300] {
      try write(NPYArray(shape: [1, 2], values: .float64([1, almost])).bytes, shop.path("x.npy"))
      try shop.refuses(
        "recurrent-network predict --weights gru.safetensors --input x.npy --output y.npy",
        "expected a whole number")
    }
    for word in ["a\nb", "a\tb"] {
      try write(
        Array("2 1\none ".utf8) + [0, 0, 128, 63] + Array("\n\(word) ".utf8) + [0, 0, 128, 63, 10],
        shop.path("v.bin"))
      try shop.refuses("word2vec neighbors --vectors v.bin one", "holds a tab or a line end")
      try shop.refuses("word2vec book-vectors --vectors v.bin --save book", "holds a tab or a line end")
    }
  }

  @Test func `word2vec says when it learns anew, and how to keep what it learned`() throws {
    let shop = try Workshop()
    let help = try shop.succeeds("word2vec analogy --help").output
    #expect(help.contains("--save") && help.contains("learned anew"))
    try shop.refuses("word2vec analogy --save none/v man king woman", "no folder")
    let outcome = try shop.run(
      "word2vec neighbors man 2> told & child=$!; until [ -s told ]; do sleep 0.02; done; kill -KILL $child; wait $child; cat told >&2"
    )
    #expect(outcome.error.contains("--save FILE keeps them"))
  }

  @Test func `Ctrl-C keeps the vectors that are learned for a question`() throws {
    let shop = try Workshop()
    let outcome = try shop.runWithSignals(
      "word2vec neighbors --save v man 2> told & child=$!; until [ -s told ]; do sleep 0.02; done; kill -INT $child; wait $child; status=$?; cat told >&2; exit $status"
    )
    #expect(outcome.status == 0 && outcome.output.contains("cosine"), "\(outcome.error.suffix(300))")
    #expect(outcome.error.contains(#/stopped after epoch [1-5] of 5; saved to v\n/#))
    #expect(try shop.succeeds("word2vec neighbors --vectors v man").output == outcome.output)
  }
}
