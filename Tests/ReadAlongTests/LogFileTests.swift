import Figures
import Formats
import ReadAlong
import Support
import Testing

@Suite struct LogFileTests {
  @Test func `A row is on disk as soon as it is appended`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.csv"
      let log = try LogFile(path, columns: ["epoch", "loss"])
      #expect(try bytes(path) == Array("epoch,loss\n".utf8))
      try log.append(1, Float(0.1))
      #expect(try bytes(path) == Array("epoch,loss\n1,0.1\n".utf8))
      try log.append(2, 1e-9)
      #expect(try bytes(path) == Array("epoch,loss\n1,0.1\n2,1e-09\n".utf8))
    }
  }

  @Test func `A new log replaces an old one`() throws {
    try withTemporaryFolder { folder in
      let path = try write("epoch,loss\n1,2\n", folder + "/run.csv")
      _ = try LogFile(path, columns: ["epoch", "accuracy"])
      #expect(try bytes(path) == Array("epoch,accuracy\n".utf8))
    }
  }

  @Test(arguments: ["name,age\nAnn,7\n", "epochs\n", "\n", "no newline"])
  func `A file that is no log is not replaced by one`(text: String) throws {
    try withTemporaryFolder { folder in
      let path = try write(text, folder + "/mine.csv")
      let line = String(text.prefix { $0 != "\n" })
      #expect(
        throws: UserError(
          "\(path), line 1: found \(quoted(line, marks: true)), expected a log, which begins with \"epoch\", or an empty "
            + "file")
      ) { try LogFile(path, columns: ["epoch", "loss"]) }
      #expect(try bytes(path) == Array(text.utf8))
    }
  }

  @Test(arguments: [
    ("epoch,loss\n1,2\n", "epoch,loss\n1,2\n2,1\n"),
    ("epoch,loss\n1,2\n2,0.", "epoch,loss\n1,2\n2,1\n"),
    ("epoch,loss", "epoch,loss\n2,1\n"),
    ("", "epoch,loss\n2,1\n"),
  ])
  func `A resumed log goes on after its last whole row`(old: String, expected: String) throws {
    try withTemporaryFolder { folder in
      let path = try write(old, folder + "/run.csv")
      try LogFile(path, columns: ["epoch", "loss"], resume: true).append(2, 1)
      #expect(try bytes(path) == Array(expected.utf8))
    }
  }

  @Test func `Resuming without a log begins one`() throws {
    try withTemporaryFolder { folder in
      _ = try LogFile(folder + "/run.csv", columns: ["epoch"], resume: true)
      #expect(try bytes(folder + "/run.csv") == Array("epoch\n".utf8))
    }
  }

  @Test(arguments: ["epoch,accuracy", "epoch", "epoch,loss,rate", "\u{1}"])
  func `A log with other columns is not continued and not touched`(header: String) throws {
    try withTemporaryFolder { folder in
      let path = try write(header + "\n1,2\n", folder + "/run.csv")
      #expect(
        throws: UserError(
          "\(path), line 1: found the columns \(quoted(header, marks: true)), expected \"epoch,loss\" to continue it"
        )
      ) { try LogFile(path, columns: ["epoch", "loss"], resume: true) }
      #expect(try bytes(path) == Array((header + "\n1,2\n").utf8))
    }
  }

  @Test func `A log that cannot be written is refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/no/run.csv"
      #expect(throws: UserError("cannot write \(path): No such file or directory")) {
        try LogFile(path, columns: ["epoch"])
      }
      #expect(throws: UserError.self) { try LogFile(folder, columns: ["epoch"]) }
    }
  }
}
