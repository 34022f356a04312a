import Foundation
import Support
import Testing

/// What `train` leaves behind: nothing that its own program would refuse, and after a break nothing that tells of it.
@Suite struct SavingTests {
  // MARK: Only what can be used takes a file's place

  @Test func `A training that ends in an error leaves the file of an earlier one alone`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeCorpus()
    try shop.writeImages()
    try shop.writeArray("two.npy", [2, 2])
    try shop.writeArray("three.npy", [2, 3])
    try shop.writeArray("images.npy", [2, 784])
    let chapters: [(line: String, counted: String, whole: String, weights: String)] = [
      (linear, "epochs", "1 2", "two.npy"), (logistic, "epochs", "1 2 3", "three.npy"),
      (layers + " --hidden 4", "epochs", "--images images.npy", "images.npy"),
      (softmax + " --hidden 3", "epochs", "--input numbers.csv --label kind", "three.npy"),
      (lenet, "epochs", "images/train-images-idx3-ubyte", "images.npy"),
      (recurrent, "steps", "--prompt fox", "none"),
    ]
    for chapter in chapters {
      let name = chapter.line.prefix { $0 != " " }
      for file in ["m", "m.safetensors"] {
        let good = file == "m" ? "good" : "good.safetensors"
        try shop.succeeds("\(chapter.line) --\(chapter.counted) 1 --save \(good)")
        for (rate, count) in [("3e38", 1), ("3e38", 3), ("5e30", 1), ("5e30", 2), ("1e19", 2)] {
          for isThere in [false, true] {
            try shop.run("rm -f m m.safetensors; \(isThere ? "cp \(good) \(file)" : "")")
            let training =
              "\(chapter.line) --\(chapter.counted) \(count) --learning-rate \(rate) --save \(file)"
            let outcome = try shop.run(training)
            if outcome.status == 0 {
              let rest =
                file == "m" || chapter.weights == "none"
                ? chapter.whole : "--input \(chapter.weights) --output y.npy"
              let corpus = chapter.weights == "none" && file != "m" ? "--corpus corpus.txt" : ""
              try shop.succeeds("\(name) predict --weights \(file) \(corpus) \(rest)")
              continue
            }
            #expect(outcome.status == 1 && outcome.sentences.count == 1, "\(training): \(outcome.error)")
            #expect(!outcome.error.contains("-nan"), "\(training): \(outcome.error)")
            if isThere {
              try shop.expectSame(good, file)
            } else {
              #expect(!FileManager.default.fileExists(atPath: shop.path(file)), "\(training)")
            }
          }
        }
      }
    }
  }

  @Test func `Columns that were not named are no model`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    for line in [
      "linear-regression train --target c", "logistic-regression train --label kind --positive x",
      "perceptron train --label kind",
    ] {
      for inputs in ["\"\"", "a,,b", ",a"] {
        try shop.refuses("\(line) --data numbers.csv --inputs \(inputs) --epochs 1 --save m")
      }
    }
    #expect(try names(in: shop.folder) == ["numbers.csv"])
  }

  /// What begins like this: a byte order mark, an accent that joins what stands before it, marks of direction, bytes of
  /// control, quotes with accents.
  @Test(arguments: [
    "\u{FEFF}", "\u{301}", "\u{202E}", "\u{0}", "\u{1B}[31m", "\"\u{301}", "\\", "'", "\u{200D}", "\u{85}",
    "\u{2028}",
    "\u{FFFE}", "\u{1F468}\u{200D}", "=", "now: ", "-", "--", "#",
  ])
  func `Names of columns and classes come back as they were`(odd: String) throws {
    let shop = try Workshop()
    func field(_ text: String) -> String {
      var quoted = "\""
      for scalar in text.unicodeScalars {
        quoted.unicodeScalars.append(contentsOf: scalar == "\"" ? ["\"", "\""] : [scalar])
      }
      return quoted + "\""
    }
    let classes = ["\(odd)p", odd, "\(odd)\(odd)q"]
    try write(
      "\(field(odd + "a")),b,\(field(odd)),\(field(odd + "kind"))\n"
        + (0..<9).map { "\($0),\(7 * $0 % 5),\($0 * $0 % 4),\(field(classes[$0 % 3]))\n" }.joined(),
      shop.path("n.csv"))
    let label = "\(odd)kind", inputs = "\(odd)a,b"
    for (index, words) in [
      ["linear-regression", "--inputs=\(inputs)", "--target=\(odd)"],
      ["logistic-regression", "--label=\(label)", "--positive=\(odd)p"],
      ["perceptron", "--inputs=\(inputs)", "--label=\(label)"], ["softmax-classifier"],
    ].enumerated() where !odd.contains("\0") || index == 3 {
      let line = ([words[0], "train --data n.csv"] + words.dropFirst().map(inShell)).joined(separator: " ")
      for file in ["a", "b", "c"] { unlink(shop.path(file)) }
      try shop.succeeds("\(line) --epochs 6 --save a")
      try shop.succeeds("\(line) --epochs 2 --save b")
      try shop.succeeds("\(line) --epochs 6 --resume b --save c")
      try shop.expectSame("a", "c")
      let right = index == 3 && !odd.contains("\0") ? "--label=\(inShell(label))" : ""
      if index == 3 && right.isEmpty { continue }
      let answer = try shop.succeeds(
        "\(words[0]) predict --weights a \(index == 3 ? "--input" : "--data") n.csv \(right)")
      #expect(
        answer.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control },
        "\(answer.output)")
    }
  }

  @Test func `Names are bytes, and one with a comma stands in quotation marks`() throws {
    let shop = try Workshop()
    // Columns and classes of one code point, and of e with an accent
    let (one, two) = ("\u{E9}", "e\u{301}")
    for (file, classes) in [("n.csv", [one, two, "x"]), ("other.csv", [one, one, "x"])] {
      let rows = (0..<12).map { "\($0),\($0 * $0 % 5),\(7 * $0 % 4),\(classes[$0 % 3])\n" }
      try write("\(one),\(two),\"a,b\",kind\n" + rows.joined(), shop.path(file))
    }
    for (chapter, columns, predict, answers) in [
      ("linear-regression", "--inputs \(one),'\"a,b\"' --target \(two)", "--data n.csv", 12),
      ("logistic-regression", "--label kind --positive \(two)", "--data n.csv", 12),
      ("logistic-regression", "--label kind --positive \(one) --negative \(two)", "--data n.csv", 12),
      ("perceptron", "--label kind --inputs \(one),'\"a,b\"',\(two)", "--data n.csv", 12),
      ("softmax-classifier", "--label kind", "--input n.csv --label kind", 14),
    ] {
      let line = "\(chapter) train \(columns) --data n.csv"
      try shop.succeeds("\(line) --epochs 4 --save a")
      try shop.succeeds("\(line) --epochs 2 --save b; \(line) --epochs 4 --resume b --save c")
      try shop.expectSame("a", "c")
      let told = try shop.succeeds("\(chapter) predict --weights a \(predict)").output
      #expect(told.utf8.count { $0 == 10 } >= answers, "\(told)")
      if chapter == "linear-regression" { continue }
      // The same where names were equal texts
      try shop.refuses(
        "\(line.replacing("n.csv", with: "other.csv")) --epochs 4 --resume b",
        status: columns.contains("positive") ? 2 : 1)
    }
    // Three classes, not two
    try shop.succeeds("softmax-classifier train --data n.csv --epochs 1 | grep -q 3–3")
    try shop.succeeds("perceptron train --data n.csv --label kind --inputs \(one) --epochs 1 --save p.csv")
    let header = try bytes(shop.path("p.csv")).prefix { $0 != 10 }
    #expect(header.count { $0 == UInt8(ascii: ",") } == 13)
    // A comma is told as it is to be written
    let line = "linear-regression train --data n.csv --target \(one) --inputs"
    try shop.refuses("\(line) a,b", "it has \(one), \(two), \"a,b\", kind")
    try shop.refuses("\(line) '\"a,b\",\"a,b\"'", "\"a,b\" twice", status: 2)
    try shop.succeeds("\(line) '\"a,b\"' --save a; linear-regression predict --weights a 1")
    try shop.refuses("linear-regression predict --weights a 1 2", "expected 1 numbers (\"a,b\")", status: 2)
    // A model of words knows no two that are equal texts
    try write("definition,topic\n\(one) \(two) ball,sport\n\(two) law,politics\n", shop.path("t.csv"))
    try shop.succeeds(
      "perceptron train --data t.csv --test 0 --save w; perceptron predict --weights w \(two)")
    try shop.succeeds("sed 's/^law,/\(two),/' w > w2")
    try shop.refuses("perceptron predict --weights w2 ball", "twice")
  }

  // MARK: A training that has ended goes on no further

  @Test func `Who resumes what has ended changes nothing`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    try write("a,b,kind\n0,1,x\n1,3,x\n2,2,y\n4,3,y\n3,1,y\n0,4,x\n", shop.path("apart.csv"))
    for keep in ["last", "average", "pocket"] {
      let line = "perceptron train --data apart.csv --inputs a,b --label kind --test 0 --keep \(keep)"
      let told = try shop.succeeds("\(line) --save m --log m.log; cp m a; cp m.log a.log").output
      #expect(told.contains("separated"))
      let last = try #require(try shop.epochs(ofLog: "a.log").last)
      for epochs in [last, 100, 1000] {
        try shop.succeeds("\(line) --epochs \(epochs) --resume m --save m --log m.log")
        try shop.expectSame("a", "m")
        try shop.expectSame("a.log", "m.log")
      }
      // Broken off before each epoch
      for broken in 1...last {
        try shop.succeeds("\(line) --epochs \(broken) --save b --log b.log")
        try shop.succeeds("\(line) --resume b --save b --log b.log")
        try shop.expectSame("a", "b")
        try shop.expectSame("a.log", "b.log")
      }
    }
    for line in [
      "\(linear) --tolerance 0.01", "\(logistic) --tolerance 0.002",
      "\(layers) --rule momentum --learning-rate 0.3 --validation 20 --patience 4 --epochs 40",
    ] {
      for file in ["m", "m.log"] { unlink(shop.path(file)) }
      let first = line.contains("layer") ? "\(line) --hidden 8" : line
      try shop.succeeds("\(first) --save m --log m.log; cp m a; cp m.log a.log")
      for _ in 0..<2 {
        try shop.succeeds("\(line) --resume m --save m --log m.log")
        try shop.expectSame("a", "m")
        try shop.expectSame("a.log", "m.log")
      }
    }
  }

  // MARK: Between two rows of the log

  @Test func `A step that was interrupted leaves no row behind`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    let line =
      "recurrent-network train --corpus corpus.txt --hidden 16 --sequence 16 --batch 4 --threads 1 --every 700 --steps 2100"
    try shop.succeeds("\(line) --save a --log a.log")
    #expect(try shop.epochs(ofLog: "a.log") == [700, 1400, 2100])
    for wait in [0.02, 0.1, 0.2] {
      for file in ["b", "b.log"] { unlink(shop.path(file)) }
      try shop.runWithSignals(
        "\(line) --save b --log b.log & child=$!; until [ -s b.log ]; do sleep 0.01; done; sleep \(wait); kill -INT $child; wait $child"
      )
      let resume = FileManager.default.fileExists(atPath: shop.path("b")) ? "--resume b" : ""
      try shop.succeeds("\(line) \(resume) --save b --log b.log")
      try shop.expectSame("a", "b")
      try shop.expectSame("a.log", "b.log")
    }
    // Nor does a last step that was none of those that are measured
    let constant = "\(recurrent) --last-rate 1"
    try shop.succeeds("\(constant) --steps 8 --save a --log a.log")
    for steps in [1, 2, 3, 5, 7, 8] {
      try shop.succeeds("\(constant) --steps \(steps) --save b --log b.log")
      try shop.succeeds("\(constant) --steps 8 --resume b --save b --log b.log")
      try shop.expectSame("a", "b")
      try shop.expectSame("a.log", "b.log")
    }
  }

  @Test func `Measured at another distance, a resumed training keeps the rows of its log`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    func line(every: Int, _ words: String) -> String {
      recurrent.replacing("--every 2", with: "--every \(every) --steps 8 --log log --save m \(words)")
    }
    for (end, rows) in [(4, [2, 4, 6, 8]), (5, [2, 4, 6, 8])] {
      try shop.succeeds(line(every: 2, "--until \(end)"))
      #expect(try shop.epochs(ofLog: "log") == (end == 4 ? [2, 4] : [2, 4, 5]))
      try shop.succeeds(line(every: 3, "--resume m"))
      #expect(try shop.epochs(ofLog: "log") == rows)
    }
  }
}

/// A word as bash takes it.
private func inShell(_ text: String) -> String {
  "$'" + text.utf8.map { "\\x" + String($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
}
