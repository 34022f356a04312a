import Foundation
import Support
import Testing

@testable import Formats

/// Where `--save`, `--log` and `--output` write, and what they leave alone.
@Suite struct PlacesTests {
  private let weights = "linear-regression predict --weights w.safetensors --input x.npy"

  /// A table, a file of weights, and an input for them.
  private func place() throws -> Workshop {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeArray("x.npy", [1, 2])
    try shop.succeeds("\(linear) --epochs 2 --save w.safetensors")
    return shop
  }

  @Test func `Only an ordinary file is replaced`() throws {
    let shop = try place()
    try shop.run("mkfifo pipe; ln -s pipe link; ln -s /dev/null null; mkdir folder")
    let before = try names(in: shop.folder)
    for line in ["\(linear) --epochs 2 --save", "\(weights) --output"] {
      for name in [
        "/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "pipe", "link", "null", "folder",
        "/proc/self/status",
      ] {
        try shop.refuses("\(line) \(name)", "cannot write \(name)")
      }
      // Standard output and error are pipes, then files, which no other file takes the place of.
      for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        try shop.refuses("\(line) \(name) | cat > told; exit ${PIPESTATUS[0]}", "cannot write \(name)")
        try shop.refuses("echo precious > told; \(line) \(name) >> told", "standard output goes there")
        #expect(try bytes(shop.path("told")) == Array("precious\n".utf8))
      }
      try shop.refuses("\(line) told > told", "standard output goes there")
      #expect(try shop.run("\(line) told 2> told").status == 1)
      try shop.succeeds("grep -q 'standard error goes there' told; rm told; [ -p pipe ] && [ -L null ]")
    }
    #expect(try names(in: shop.folder) == before)
  }

  @Test func `A file that may be written but not replaced is known before the training`() throws {
    let shop = try place()
    try shop.run("echo old > mounted; echo old > growing; mkdir sticky; echo old > sticky/m")
    try shop.run("chmod 755 .; chmod 1777 sticky; chmod 666 sticky/m")
    // Where one who is not root cannot run the executables, nor root mount or forbid, there is nothing to see.
    let stranger = "setpriv --reuid 65534 --regid 65534 --clear-groups"
    for (name, before, after, begin) in [
      ("mounted", "mount --bind mounted mounted", "umount mounted", ""),
      ("growing", "chattr +a growing", "chattr -a growing", ""),
      ("sticky/m", "\(stranger) linear-regression --list", ":", stranger),
    ] {
      guard try shop.run(before).status == 0 else { continue }
      let outcome = try shop.run("\(begin) \(linear) --epochs 1000000000 --save \(name)")
      try shop.run(after)
      #expect(
        outcome.status == 1 && outcome.error.contains("cannot write \(name): it may not be replaced"),
        "\(name): \(outcome.error)")
      #expect(try bytes(shop.path(name)) == Array("old\n".utf8))
      #expect(try names(in: shop.folder).allSatisfy { !$0.hasSuffix(".partial") })
    }
  }

  @Test func `In a folder that can only be added to, nothing half-written stays`() throws {
    let shop = try place()
    guard try shop.run("mkdir only; chattr +a only").status == 0 else { return }
    let outcome = try shop.run("\(linear) --epochs 1000000000 --save only/m")
    try shop.run("chattr -a only")
    #expect(outcome.status == 1 && outcome.error.contains("cannot write only/m: "), "\(outcome.error)")
    #expect(try names(in: shop.path("only")) == [])
  }

  @Test func `A log goes where it can be appended to`() throws {
    let shop = try place()
    let line = "\(linear) --epochs 3 --log"
    let rows = ["epoch,loss", "1,", "2,", "3,"]
    let told = try shop.succeeds("\(line) /dev/stdout | cat").output.split(separator: "\n")
    #expect(zip(told, rows).allSatisfy { $0.hasPrefix($1) } && told.count > 4, "\(told)")
    try shop.succeeds(
      "mkfifo pipe; cat pipe > rows & \(line) pipe; wait; [ $(wc -l < rows) = 4 ] && [ -p pipe ]")
    try shop.refuses("\(line) pipe", "cannot write pipe")
    try shop.refuses("\(line) /dev/full", "cannot write /dev/full")
    try shop.refuses("echo precious > told; \(line) /dev/stdout >> told", "standard output goes there")
    try shop.refuses("\(line) told >> told", "standard output goes there")
    #expect(try bytes(shop.path("told")) == Array("precious\n".utf8))
    // That of a search is read again, which a pipe cannot be.
    let search = "softmax-classifier search --data numbers.csv --trials 2 --folds 2 --epochs 1 --neurons 3"
    for name in ["/dev/stdout | cat; exit ${PIPESTATUS[0]}", "/dev/null"] {
      try shop.refuses("\(search) --threads 1 --log \(name)", "expected an ordinary file")
    }
    // One who stops listening ends the training with a sentence.
    let left = try shop.run("head -n 1 pipe > rows & \(linear) --epochs 1000000 --log pipe")
    #expect(
      left.status == 1 && left.sentences.last?.contains("cannot write pipe") == true,
      "\(left.error.suffix(300))")
  }

  @Test func `The file of another option is not written over, whether that option is read or not`() throws {
    let shop = try place()
    try shop.writeCorpus()
    try shop.writeArray("symbols.npy", [1, 2], 0)
    try shop.succeeds("\(recurrent) --steps 1 --save r.safetensors")
    let predict = "recurrent-network predict --weights r.safetensors --input symbols.npy --output"
    try shop.succeeds("\(predict) scores.npy")
    try shop.succeeds("\(word2vec) --epochs 1 --checkpoint checkpoint; ln -s corpus.txt link")
    let before = try names(in: shop.folder).map { try bytes(shop.path($0)) }
    for name in ["corpus.txt", "./corpus.txt", "link"] {
      let outcome = try shop.run("\(predict) \(name) --corpus corpus.txt")
      #expect(outcome.status == 2 && outcome.error.contains("is the file of --corpus"), "\(outcome.error)")
    }
    let outcome = try shop.run("\(word2vec) --epochs 2 --resume checkpoint --save checkpoint")
    #expect(
      outcome.status == 2 && outcome.error.contains("is the checkpoint of --resume"), "\(outcome.error)")
    #expect(try names(in: shop.folder).map { try bytes(shop.path($0)) } == before)
  }

  @Test func `A packed file that was cut is refused though children are not waited for`() throws {
    let shop = try place()
    try shop.succeeds("gzip -k numbers.csv; head -c -9 numbers.csv.gz > cut.csv.gz")
    let packed = linear.replacing("numbers.csv", with: "cut.csv.gz")
    try shop.refuses("trap '' CHLD; \(packed) --epochs 1", "cannot unpack cut.csv.gz")
  }

  @Test func `A log that another training writes is left to it`() throws {
    let shop = try place()
    let outcome = try shop.run(
      "\(linear) --epochs 1000000000 --log log 2> first & child=$!; until [ -s log ]; do sleep 0.02; done; "
        + "\(linear) --epochs 3 --log log; status=$?; kill -KILL $child; wait $child; exit $status")
    #expect(outcome.status == 1 && outcome.error.contains("another process writes it"), "\(outcome.error)")
    let rows = try shop.epochs(ofLog: "log")
    #expect(rows == Array(1..<rows.count + 1))
  }

  @Test func `What others have beside the output is left alone, whatever its name`() throws {
    let shop = try place()
    let others = [
      "m.partial", "m.0123ABCD.partial", "m.0123ABCD89EF4567.partial", ".m.partial", partialName(of: "n", 1),
    ]
    for name in others { try write(name, shop.path(name)) }
    for _ in 0..<2 {
      #expect(try shop.run("\(weights) --output m").status == 0)
      #expect(try shop.run("\(linear) --epochs 2 --save m").status == 0)
      for name in others { #expect(try bytes(shop.path(name)) == Array(name.utf8)) }
    }
    // A name that ends so is one like another.
    for name in others { unlink(shop.path(name)) }
    #expect(
      try shop.run("\(linear) --epochs 2 --save m.partial && cmp m m.partial && rm m.partial").status == 0)
    try write("what a killed run left", shop.path(partialName(of: "m", 0x0BAD_CAFE)))
    try shop.succeeds("\(linear) --epochs 2 --save m")
  }

  @Test func `A replaced file keeps its mode, and its owner where that can be given`() throws {
    let shop = try place()
    let line = "\(linear) --epochs 2 --save m"
    try shop.succeeds("touch m; chmod 640 m; \(line); [ \"$(ls -l m | cut -c1-10)\" = -rw-r----- ]")
    if geteuid() == 0 {
      try shop.succeeds(
        "chown 4321:1234 m; \(line); [ \"$(ls -ln m | awk '{ print $3 \":\" $4 }')\" = 4321:1234 ]")
    }
    // A symbolic link leads to the new file; another name of the old one keeps the old contents.
    try shop.succeeds("echo old > old; ln old m2; ln -s m2 soft")
    try shop.succeeds("\(linear) --epochs 2 --save soft; [ -L soft ] && cmp m m2 && [ \"$(cat old)\" = old ]")
  }

  #if os(Linux)
    @Test func `A log that was removed while it was written is told of`() throws {
      let shop = try place()
      let line = "\(linear) --batch 6 --epochs 300000 --save m --log d/log"
      let outcome = try shop.run(
        "mkdir d; \(line) 2> told & child=$!; until [ -s d/log ]; do sleep 0.01; done; rm -r d; wait $child; status=$?; cat told >&2; exit $status"
      )
      #expect(outcome.status == 1 && outcome.sentences.count == 1, "\(outcome.error.suffix(300))")
      #expect(outcome.error.contains("d/log was removed while it was written"))
      #expect(outcome.output == "")
      // The model is saved all the same
      try shop.succeeds("linear-regression predict --weights m 1 2")
    }
  #endif

  @Test func `Vectors are written under no name that promises another format`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    for ending in ["safetensors", "npy", "csv"] {
      try shop.refuses("\(word2vec) --epochs 1 --save v.\(ending)", "as word2vec does", status: 2)
    }
    try shop.refuses("word2vec analogy --save v.safetensors man king woman", "as word2vec does", status: 2)
    try shop.refuses(
      "word2vec benchmark --corpus corpus.txt --vectors v.npy", "as word2vec does", status: 2)
    #expect(try names(in: shop.folder) == ["corpus.txt"])
  }

  @Test func `A training that diverges says what became of the file`() throws {
    let shop = try place()
    try shop.succeeds("\(linear) --epochs 2 --save m; cp m before")
    try shop.refuses("\(linear) --epochs 9 --learning-rate 1e30 --save m", "; m is as it was")
    try shop.expectSame("m", "before")
    let none = try shop.refuses("\(linear) --epochs 9 --learning-rate 1e30 --save n", "diverges")
    #expect(!none.error.contains("as it was"))
  }

  @Test func `A model that was cut is refused, wherever it was cut`() throws {
    let shop = try place()
    for (line, use) in [
      (linear, "linear-regression predict --weights cut 1 2"),
      (logistic, "logistic-regression predict --weights cut 1 2 3"),
      (perceptron, "perceptron predict --weights cut 1 2 3"),
    ] {
      try shop.succeeds("\(line) --epochs 3 --save m")
      let whole = try bytes(shop.path("m"))
      for length in [whole.count - 1, whole.count - 2, whole.count - 5, whole.count / 2, 1, 0] {
        try write(Array(whole[..<length]), shop.path("cut"))
        try shop.refuses(use, "cut")
      }
    }
    try shop.writeCorpus()
    try shop.succeeds("\(word2vec) --epochs 1 --save v.txt; word2vec neighbors --vectors v.txt fox")
    try shop.refuses("head -c -1 v.txt > cut.txt; word2vec neighbors --vectors cut.txt fox", "cut short")
  }

  @Test func `More threads than a machine has use for are refused`() throws {
    let shop = try place()
    try shop.writeCorpus()
    try shop.writeImages()
    for line in [
      "matrix benchmark", "linear-regression benchmark", "logistic-regression benchmark",
      "multilayer-perceptron benchmark --data images", "\(layers) --hidden 3 --epochs 1",
      "softmax-classifier benchmark", "\(softmax) --epochs 1", "softmax-classifier search --data numbers.csv",
      "lenet5 benchmark --data images --images 20 --batch 10", "\(lenet) --epochs 1",
      "recurrent-network benchmark --corpus corpus.txt",
      "\(recurrent.replacing("--threads 1", with: "")) --steps 1",
      "word2vec benchmark --corpus corpus.txt", "\(word2vec) --epochs 1",
    ] {
      for count in ["65", "1024", "9223372036854775807", "0", "-1"] {
        try shop.refuses("\(line) --threads \(count)", "from 1 to 64", status: 2)
      }
    }
    // As many as are allowed have an answer.
    for line in [
      "\(layers) --hidden 3 --epochs 1", "\(lenet) --epochs 1", "\(word2vec) --epochs 1",
      "\(recurrent.replacing("--threads 1", with: "")) --steps 2",
      "recurrent-network benchmark --corpus corpus.txt --hidden 4 --steps 2 --batch 2 --sequence 4",
    ] {
      try shop.succeeds("\(line) --threads 64")
    }
  }
}
