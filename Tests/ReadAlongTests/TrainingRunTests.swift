import Formats
import Foundation
import Support
import Testing

@testable import ReadAlong

@Suite struct TrainingRunTests {
  private static let options =
    [
      Option("data", value: "FILE", help: ""), Option("epochs", value: "N", default: "5", help: ""),
    ] + TrainingRun.options(save: "")

  private func arguments(_ words: String...) throws -> Arguments {
    try Arguments(words, options: Self.options)
  }

  /// A training whose model is the number of its epochs, up to `last`.
  private func train(_ run: TrainingRun, upTo last: Int = 5) throws {
    var model = run.first - 1
    func save(_ path: String) throws { try writeSafely("\(model)", to: path) }
    try run.train {
      for epoch in run.first...last {
        model = epoch
        if !run.report(epoch, 1 / Float(epoch), saving: save) { return }
      }
    }
    try run.finish(saving: save)
  }

  @Test func `A run saves and logs`() throws {
    try withTemporaryFolder { folder in
      let run = try TrainingRun(
        arguments("--save", folder + "/m", "--log", folder + "/l"), total: 5, done: 0, unit: "examples", 3)
      try train(run)
      #expect(try bytes(folder + "/m") == Array("5".utf8))
      #expect(
        try bytes(folder + "/l") == Array("epoch,loss\n1,1.0\n2,0.5\n3,0.33333334\n4,0.25\n5,0.2\n".utf8))
      #expect(try names(in: folder) == ["l", "m"])
    }
  }

  @Test func `After a kill and a resume the log has every epoch once`() throws {
    try withTemporaryFolder { folder in
      // Epochs 3 and 4 were logged and not saved, and the last row was cut off.
      let log = try write("epoch,loss\n1,1.0\n2,0.5\n3,9\n4,9\n5,", folder + "/l")
      try train(TrainingRun(arguments("--log", log), total: 5, done: 2, unit: "examples", 3))
      #expect(try bytes(log) == Array("epoch,loss\n1,1.0\n2,0.5\n3,0.33333334\n4,0.25\n5,0.2\n".utf8))
    }
  }

  @Test func `Of the rows of a log that of an end between two others goes, and no other`() throws {
    try withTemporaryFolder { folder in
      let log = try write("epoch,loss\n2,0.5\n4,0.25\n5,0.125\n", folder + "/l")
      for (done, isBetween, rows) in [
        (5, false, "2,0.5\n4,0.25\n5,0.125\n"), (5, true, "2,0.5\n4,0.25\n"), (4, false, "2,0.5\n4,0.25\n"),
        (4, true, "2,0.5\n"),
      ] {
        _ = try TrainingRun(
          arguments("--log", log), total: 600, done: done, unit: "examples", 3, isBetween: isBetween)
        #expect(try bytes(log) == Array("epoch,loss\n\(rows)".utf8))
      }
    }
  }

  @Test func `A loss that is no number is not logged`() throws {
    try withTemporaryFolder { folder in
      let run = try TrainingRun(
        arguments("--log", folder + "/l"), total: 5, done: 0, unit: "examples", 3)
      let words = "training diverges: loss is inf in epoch 1; a smaller learning rate may work"
      #expect(throws: UserError(words)) {
        try run.train { _ = run.report(1, .infinity, saving: { _ in }) }
      }
      #expect(try bytes(folder + "/l") == Array("epoch,loss\n".utf8))
    }
  }

  @Test func `A file that is read is not written, by whatever name`() throws {
    try withTemporaryFolder { folder in
      let data = try write("precious", folder + "/data")
      symlink("data", folder + "/soft")
      link(data, folder + "/hard")
      for option in ["save", "log"] {
        for name in ["data", "soft", "hard"] {
          let path = folder + "/" + name
          #expect(
            throws: UserError.usage("option --\(option): \(path) is the file of --data, expected another")
          ) {
            try TrainingRun(
              arguments("--\(option)", path, "--data", data), total: 5, done: 0, unit: "examples", 3)
          }
        }
      }
      let both = folder + "/new"
      #expect(throws: UserError.usage("option --log: \(both) is the file of --save, expected another")) {
        try TrainingRun(arguments("--log", both, "--save", both), total: 5, done: 0, unit: "examples", 3)
      }
      #expect(throws: UserError.usage("option --log: \(data) is the file of --resume, expected another")) {
        try TrainingRun(arguments("--log", data, "--resume", data), total: 5, done: 0, unit: "examples", 3)
      }
      #expect(try bytes(data) == Array("precious".utf8))
      #expect(try names(in: folder) == ["data", "hard", "soft"])
    }
  }

  @Test func `An error of the log or the save ends the run and is told`() throws {
    #expect(throws: UserError("cannot write /dev/full: No space left on device")) {
      try TrainingRun(arguments("--log", "/dev/full"), total: 5, done: 0, unit: "examples", 3)
    }
    try withTemporaryFolder { folder in
      let run = try TrainingRun(arguments("--save", folder + "/m"), total: 5, done: 0, unit: "examples", 3)
      var reports = 0
      usleep(1_100_000)
      #expect(throws: UserError("no room")) {
        try run.train {
          while reports < 5 {
            reports += 1
            if !run.report(reports, 1, saving: { _ in throw UserError("no room") }) { return }
          }
        }
      }
      #expect(reports == 1)
      #expect(throws: UserError("no room")) { try run.finish { _ in throw UserError("no room") } }
    }
  }

  @Test func `What has become much worse is not saved between, and an error tells what was`() throws {
    struct Divergence: Error, CustomStringConvertible { let description = "training diverges" }
    try withTemporaryFolder { folder in
      let path = folder + "/m"
      let run = try TrainingRun(arguments("--save", path), total: 5, done: 0, unit: "examples", 3)
      #expect(throws: UserError("training diverges; \(path) has what was saved after epoch 2")) {
        try run.train {
          for (index, loss) in [1, 1.5, 3.1, 40].enumerated() {
            usleep(index == 1 || index == 2 ? 1_100_000 : 0)
            #expect(run.report(index + 1, Float(loss)) { try writeSafely("\(index + 1)", to: $0) })
          }
          throw Divergence()
        }
      }
      #expect(try bytes(path) == Array("2".utf8))
    }
  }

  @Test func `A name that would be read as packed is refused`() {
    #expect(throws: UserError.self) {
      try TrainingRun(arguments("--save", "/tmp/m.gz"), total: 5, done: 0, unit: "examples", 3)
    }
  }

  @Test func `A divergence becomes a sentence`() throws {
    struct Divergence: Error, CustomStringConvertible { let description = "training diverges" }
    let run = try TrainingRun(arguments(), total: 5, done: 0, unit: "examples", 3)
    #expect(throws: UserError("training diverges")) { try run.train { throw Divergence() } }
  }

  @Test func `A model with more epochs than asked for is refused`() {
    #expect(throws: UserError("the saved model has 6 epochs already, --epochs asks for 5")) {
      try TrainingRun(arguments(), total: 5, done: 6, unit: "examples", 3)
    }
  }

  @Test func `The first Ctrl-C ends the epoch, saves and says so`() async {
    let result = await #expect(processExitsWith: .exitCode(7), observing: [\.standardErrorContent]) {
      signal(SIGINT, SIG_DFL)  // which is ignored in a shell's background
      try withTemporaryFolder { folder in
        let options = TrainingRun.options(save: "")
        let arguments = try Arguments(["--save", folder + "/m"], options: options)
        let run = try TrainingRun(arguments, total: 100, done: 0, unit: "examples", 3)
        var last = 0
        func save(_ path: String) throws { try writeSafely("\(last)", to: path) }
        try run.train {
          for epoch in run.first...100 {
            last = epoch
            if epoch == 3 { interrupt() }
            if !run.report(epoch, 1, saving: save) { return }
          }
        }
        try run.finish(saving: save)
        if try bytes(folder + "/m") == Array("3".utf8) { exit(7) }
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("ending this epoch"))
    #expect(said.contains("stopped after epoch 3 of 100; saved to "))
  }

  @Test func `The second Ctrl-C ends the program`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      signal(SIGINT, SIG_DFL)
      let run = try TrainingRun(
        Arguments([], options: TrainingRun.options(save: "")), total: 100, done: 0, unit: "examples", 3)
      try run.train {
        interrupt()
        interrupt()
        sleep(10)
      }
    }
  }
}

/// Ctrl-C, waited for: another thread than this one may hear of it.
private func interrupt() {
  kill(getpid(), SIGINT)
  for _ in 0..<5000 where !Interruption.isAsked { usleep(1000) }
}

@Suite struct OutputTests {
  @Test func `What is not finite is an error`() throws {
    #expect(throws: UserError("the model gives nan for example 2: its weights or its inputs are too large")) {
      try finite(.init(rows: 2, columns: 1, values: [1, .nan]))
    }
    let three = try finite(Float(3))
    #expect(three == 3)
  }
}
