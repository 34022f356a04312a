import Foundation
import Support
import Testing

@testable import Formats

/// What is asked for has its effect, or a sentence says why it has none.
@Suite struct EffectTests {
  // MARK: Columns far from 0

  @Test func `A line through columns far from 0 predicts what it has learned`() throws {
    let shop = try Workshop()
    let y = (0..<24).map { (37 * Float($0) + 3) / 10 }
    try write(
      "a,c\n" + y.enumerated().map { "\(5_000_000 + Double($0) * 0.5),\($1)\n" }.joined(), shop.path("n.csv"))
    let line = "linear-regression train --data n.csv --inputs a --target c --epochs 2000"
    let told = try shop.succeeds("\(line) --save m.csv")
    let error = try #require(told.output.firstMatch(of: #/typical error +([0-9.e-]+)/#))
    #expect(try #require(Float(error.1)) < 0.01)
    #expect(!told.error.contains("off by"))
    let answers = try shop.succeeds("linear-regression predict --weights m.csv --data n.csv").output
    let numbers = answers.split(separator: "\n").dropFirst().compactMap { Float($0) }
    #expect(numbers.count == 24 && zip(numbers, y).allSatisfy { abs($0 - $1) < 0.05 }, "\(answers)")
    // The weights that are printed have the digits for that
    let shown = try #require(
      told.output.firstMatch(of: #/a +(-?[0-9.]+)\n +\(bias\) +(-?[0-9.]+)\n/#), "\(told)")
    let (weight, bias) = (try #require(Double(shown.1)), try #require(Double(shown.2)))
    for (row, y) in y.enumerated() {
      #expect(abs(weight * (5_000_000 + Double(row) * 0.5) + bias - Double(y)) < 0.3, "\(told.output)")
    }
    #expect(try shop.succeeds("linear-regression predict --weights m.csv 5000001").output.contains("c: 7.7"))
    // The weights alone are for inputs as they are: that they are rounded is told, where it is to be seen
    let saved = try shop.succeeds("\(line) --save m.safetensors")
    #expect(saved.sentences.count == 1 && saved.error.contains("m.safetensors: on inputs as they are"))
    try shop.succeeds("sed s/^50000/0/ n.csv > near.csv")
    let near = try shop.succeeds("\(line.replacing("n.csv", with: "near.csv")) --save m.safetensors")
    #expect(near.sentences == [])
  }

  @Test func `A class by a column far from 0 has the probability that was learned`() throws {
    let shop = try Workshop()
    for (file, start) in [("near", 0), ("far", 16_000_000)] {
      try write(
        "a,k\n" + (0..<24).map { "\(start + $0),\($0 < 12 ? "p" : "q")\n" }.joined(), shop.path("\(file).csv")
      )
    }
    let line = "logistic-regression train --label k --positive p --epochs 3000 --data"
    func learned(_ file: String) throws -> (loss: Float, probabilities: [Float]) {
      let told = try shop.succeeds("\(line) \(file).csv --save \(file).m").output
      let report = try #require(told.firstMatch(of: #/training +J ([0-9.]+), 24 of 24 right/#), "\(told)")
      let answers = try shop.succeeds("logistic-regression predict --weights \(file).m --data \(file).csv")
      let rows = answers.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      #expect(rows.enumerated().allSatisfy { $1[2] == ($0 < 12 ? "p" : "not p") }, "\(answers.output)")
      let shown = try #require(told.firstMatch(of: #/a +(-?[0-9.]+)\n +\(bias\) +(-?[0-9.]+)\n/#), "\(told)")
      let (weight, bias) = (try #require(Double(shown.1)), try #require(Double(shown.2)))
      for (number, row) in rows.enumerated() {
        let sum = weight * Double((file == "near" ? 0 : 16_000_000) + number) + bias
        #expect(abs(1 / (1 + exp(-sum)) - (try #require(Double(row[0])))) < 0.02, "\(told)")
      }
      return (try #require(Float(report.1)), rows.compactMap { Float($0[0]) })
    }
    // The mean itself is rounded, and the bias makes up for it
    let (near, far) = (try learned("near"), try learned("far"))
    #expect(abs(near.loss - 0.033) < 0.001 && abs(far.loss - near.loss) < 0.001)
    #expect(zip(near.probabilities, far.probabilities).allSatisfy { abs($0 - $1) < 0.005 })
    let saved = try shop.succeeds("\(line) far.csv --save m.safetensors")
    #expect(saved.sentences.count == 1 && saved.error.contains("m.safetensors: on inputs as they are"))
    #expect(try shop.succeeds("\(line) near.csv --save m.safetensors").sentences == [])
  }

  // MARK: Word vectors

  @Test func `A checkpoint is no file of vectors`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.succeeds("\(word2vec) --epochs 2 --checkpoint part --save v")
    try write(": some\nthe quick brown fox\n", shop.path("q.txt"))
    for line in [
      "neighbors fox", "analogy the quick brown", "evaluate --questions q.txt", "book-vectors --save b",
    ] {
      try shop.refuses("word2vec \(line) --vectors part", "found a checkpoint, expected vectors")
      try shop.succeeds("word2vec \(line) --vectors v")
    }
  }

  @Test func `Questions of which none can be asked have no score`() throws {
    let shop = try Workshop()
    try write("3 2\none 1 0\ntwo 0 1\nfox 1 1\n", shop.path("v"))
    let line = "word2vec evaluate --vectors v --questions q.txt"
    for text in ["", ": none\n", ": unknown\na b c d\n"] {
      try write(text, shop.path("q.txt"))
      try shop.refuses(line, "found no question of known words")
    }
    try write(": none\n: some\none two fox one\n", shop.path("q.txt"))
    #expect(try shop.succeeds(line).output.contains(#/none +0 +0/#))
  }

  // MARK: Options without effect

  @Test func `An option that would be ignored is refused`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeImages(training: 20, test: 5)
    try shop.writeWeights(of: 0.01)
    try shop.writeArray("three.npy", [2, 3])
    try shop.writeArray("symbols.npy", [1, 2], 1)
    try shop.writeArray("large.npy", [1, 32, 32])
    try shop.writeArray("images.npy", [1, 784])
    try shop.writeTensors(
      "one.safetensors", [("layers.0.weight", [10, 784]), ("layers.0.bias", [10])], 0.5)
    try shop.succeeds("\(softmax) --epochs 1 --save s.safetensors")
    try shop.succeeds("\(recurrent) --steps 2 --save rn.net")
    try shop.succeeds(
      "\(layers) --hidden 4 --output-activation sigmoid --epochs 1 --save os.safetensors")
    try shop.succeeds("printf 'P2 2 2 9 0 9 9 0\\n' > x.pgm; cp images/t10k-images-idx3-ubyte im.idx")
    for chapter in ["linear-regression", "logistic-regression", "perceptron"] {
      try shop.refuses(
        "\(chapter) predict --weights layer.safetensors --input three.npy --output y.npy --data numbers.csv",
        "nothing else to predict", status: 2)
    }
    for (line, option) in [
      (
        "perceptron predict --weights layer.safetensors --input three.npy --output y.npy --text t", "together"
      ),
      ("\(perceptron) --text t", "--text"),
      ("perceptron predict --weights perceptron.csv --text t 1", "--text"),
      ("perceptron predict --weights perceptron.csv --text t --data numbers.csv", "--text"),
      ("softmax-classifier predict --weights s.safetensors --label nowhere --input im.idx", "--label"),
      ("softmax-classifier predict --weights s.safetensors --no-header --input three.npy", "--no-header"),
      ("\(softmax) --hidden none --activation relu", "--activation"),
      ("softmax-classifier train --set clouds --activation relu", "--activation"),
      ("\(softmax) --weights s.safetensors --initialization equal", "--initialization"),
      ("\(layers) --hidden none --activation relu", "--activation"),
      ("\(layers) --weights os.safetensors --initialization equal", "--initialization"),
      ("\(layers) --weights os.safetensors --output-activation softmax", "says sigmoid, found softmax"),
      ("lenet5 predict --weights lenet.safetensors --pooling max --image 1 x.pgm", "--image"),
      ("lenet5 predict --weights lenet.safetensors --pooling max --frame 7 x.pgm", "--frame"),
      ("lenet5 predict --weights lenet.safetensors --pooling max --frame 7 im.idx", "--frame"),
      (
        "lenet5 predict --weights lenet.safetensors --pooling max --image 1 --input three.npy --output y.npy",
        "--image"
      ),
      ("\(linear) --seed 2", "--batch"),
      ("perceptron rule --set xor --seed 2", "--set one"),
      ("perceptron rule --data points.csv --seed 2", "--set one"),
      ("perceptron rule --order 2 --no-shuffle", "--no-shuffle"),
      ("perceptron mark-i --digits 3,8 --shapes disc,cross", "--shapes"),
      ("\(layers) --hidden 4 --steps 2 --epochs 2", "--epochs"),
      ("\(layers) --hidden 4 --no-shuffle --interval 2", "--decay"),
      ("multilayer-perceptron points --hidden none --activation relu", "--activation"),
      ("multilayer-perceptron points --set corners --count 9", "four points"),
      ("multilayer-perceptron points --set corners --noise 1", "four points"),
      ("softmax-classifier search --data numbers.csv --grid --trials 3", "--trials"),
      ("\(recurrent) --steps 2 --epochs 1", "--epochs"),
      ("word2vec evaluate --vectors vectors.txt --similarities s.txt --vocabulary 3", "--questions"),
      ("recurrent-network slopes --cell rnn --forget-bias 3", "--forget-bias"),
      ("recurrent-network slopes --cell gru --forget-bias 3", "--forget-bias"),
      ("recurrent-network remember --cell rnn --forget-bias 3", "--forget-bias"),
      (
        "lenet5 predict --weights lenet.safetensors --pooling max --frame 7 --input large.npy --output y.npy",
        "--frame"
      ),
      (
        "multilayer-perceptron predict --weights one.safetensors --activation relu --images images.npy",
        "--activation"
      ),
      ("\(layers) --weights one.safetensors --activation relu --epochs 1", "--activation"),
      (
        "softmax-classifier predict --weights one.safetensors --activation relu --input images.npy",
        "--activation"
      ),
      (
        "softmax-classifier train --data images --weights one.safetensors --activation relu --epochs 1",
        "--activation"
      ),
      (
        "recurrent-network predict --weights rnn.safetensors --corpus corpus.txt --input symbols.npy --output y.npy",
        "--corpus"
      ),
      ("recurrent-network sample --weights rn.net --corpus corpus.txt", "--corpus"),
      ("recurrent-network predict --weights rn.net --corpus corpus.txt --prompt fox", "--corpus"),
      (
        "recurrent-network predict --weights rn.net --prompt z --input symbols.npy --output y.npy", "--prompt"
      ),
    ] {
      try shop.refuses(line, option, status: 2)
    }
    // Where they have an effect, they may stand
    try write("one\ttwo\t3\ntwo\tfox\t2\none\tfox\t1\n", shop.path("s.txt"))
    for line in [
      "\(linear) --batch 5 --seed 2 --epochs 1", "perceptron rule --set one --seed 2",
      "perceptron rule --set xor --order 2 --epochs 9", "\(layers) --hidden 4 --epochs 1 --interval 2",
      "\(layers) --hidden 4 --epochs 1 --no-shuffle --decay 0.9 --interval 2",
      "multilayer-perceptron points --set corners --steps 2",
      "word2vec evaluate --vectors vectors.txt --similarities s.txt",
      "\(layers) --weights os.safetensors --output-activation sigmoid --epochs 1",
      "\(softmax) --hidden 3 --activation relu --initialization equal --epochs 1",
      "lenet5 predict --weights lenet.safetensors --pooling max --image 1 im.idx",
      "recurrent-network slopes --hidden 5 --cell lstm --forget-bias 3",
      "recurrent-network predict --weights rn.net --input symbols.npy --output y.npy",
      "lenet5 predict --weights lenet.safetensors --pooling max --input large.npy --output y.npy",
      "lenet5 predict --weights lenet.safetensors --pooling max --frame 7 --input images.npy --output y.npy",
      "multilayer-perceptron predict --weights one.safetensors --images images.npy",
      "softmax-classifier predict --weights one.safetensors --input images.npy",
      "softmax-classifier train --data images --weights one.safetensors --epochs 1",
    ] {
      try shop.succeeds(line)
    }
  }

  // MARK: Sentences

  @Test func `A sentence names the limits, the options and the file's kind`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    try shop.writeArray("two.npy", [1, 2])
    try shop.succeeds("\(linear) --epochs 1 --save l.csv")
    try shop.refuses(
      "linear-regression predict --weights l.csv --input two.npy --output y.npy", "no safetensors file")
    for (value, limits) in [
      ("1e39", "from 1e-45 to 3.4028235e+38"), ("1e400", "from 1e-45 to 3.4028235e+38"),
      ("1e-60", "from 1e-45 to 3.4028235e+38"), ("0", "above 0"), ("inf", "above 0"),
    ] {
      try shop.refuses(
        "\(linear) --learning-rate \(value)", "expected a number \(limits), found \"\(value)\"", status: 2)
    }
    try shop.refuses("\(linear) --l2 1e39", "from 0 to 3.4028235e+38", status: 2)
    try shop.succeeds("\(lenet) --epochs 1 --validation 10 --save n")
    try shop.refuses("\(lenet) --epochs 2 --resume n", "--validation")
    try shop.succeeds("\(softmax) --epochs 1 --save s")
    try shop.refuses("\(softmax) --held-out 0.5 --epochs 2 --resume s", "--held-out and --scale")
    try shop.refuses("\(softmax) --scale 2 --epochs 2 --resume s", "--held-out and --scale")
  }

  #if os(Linux)
    @Test func `A folder is not made where there is none any more`() throws {
      let shop = try Workshop()
      try shop.refuses(
        "mkdir gone; cd gone; rmdir ../gone; linear-regression --section 1.1 --figures f",
        "the folder that this runs in was removed")
      try shop.refuses("touch file; linear-regression --section 1.1 --figures file/f", "that can be written")
    }

    @Test func `A file that says it has nothing is not read without an end`() throws {
      let path = "/proc/self/pagemap"
      let file = open(path, O_RDONLY)
      guard file >= 0 else { return }
      defer { close(file) }
      let error = #expect(throws: UserError.self) { try readToEnd(file, named: path, limit: 1 << 20) }
      #expect("\(try #require(error))".contains("no end in sight"))
    }

    @Test func `Whatever memory there is, LeNet-5 is trained or refused`() throws {
      let shop = try Workshop()
      try shop.writeImages()
      var said = 0
      for megabytes in Array(stride(from: 90, to: 130, by: 2)) + [103, 105, 107] {
        let outcome = try shop.run("\(lenet) --epochs 1 --threads 3", megabytes: megabytes)
        if outcome.status == 127 { continue }  // too little for the program itself
        #expect([0, 1].contains(outcome.status), "\(megabytes) MB: \(outcome.error.suffix(300))")
        if outcome.status == 1 { #expect(outcome.sentences.count == 1, "\(outcome.error.suffix(300))") }
        said += outcome.error.contains("more than there is") ? 1 : 0
      }
      #expect(said > 0)
    }
  #endif
}
