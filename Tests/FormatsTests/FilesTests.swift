import Foundation
import Support
import Testing

@testable import Formats

/// "a,b\n1,2\n" as Python's gzip module packs it.
let packedTable: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31,
  0xE2, 0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
]

@Suite struct FilesTests {
  @Test func `A plain file is read byte for byte`() throws {
    try withTemporaryFolder { folder in
      let all = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
      let path = try write(all, folder + "/all.bin")
      #expect(try readBytes(path) == all)
      #expect(try readBytes(write([], folder + "/empty")) == [])
    }
  }

  @Test func `A name that ends in gz is unpacked`() throws {
    try withTemporaryFolder { folder in
      let packed = try write(packedTable, folder + "/t.csv.gz")
      #expect(try readText(packed) == "a,b\n1,2\n")
      let plain = try write(packedTable, folder + "/t.csv")
      #expect(try readBytes(plain) == packedTable)
    }
  }

  @Test(arguments: [0, 5, 12, 20, 27])
  func `A gzip file cut short is refused`(length: Int) throws {
    try withTemporaryFolder { folder in
      let path = try write(Array(packedTable[..<length]), folder + "/cut.gz")
      let error = try #require(throws: UserError.self) { try readBytes(path) }
      #expect(error.description.hasPrefix("cannot unpack \(path): "))
      #expect(error.description.contains("gzip"))
    }
  }

  @Test func `Spoilt gzip and no gzip at all are refused`() throws {
    try withTemporaryFolder { folder in
      var spoilt = packedTable
      spoilt[22] ^= 1
      for content in [spoilt, Array("a,b\n1,2\n".utf8)] {
        let path = try write(content, folder + "/t.gz")
        let error = try #require(throws: UserError.self) { try readBytes(path) }
        #expect(error.description.hasPrefix("cannot unpack \(path): "))
      }
    }
  }

  @Test func `A system without gzip is told so`() throws {
    try withTemporaryFolder { folder in
      let path = try write(packedTable, folder + "/t.gz")
      let file = open(path, O_RDONLY)
      defer { close(file) }
      #expect(throws: UserError("cannot unpack t.gz: this system has no program no-such-gzip")) {
        try unpack(file, named: "t.gz", with: "no-such-gzip")
      }
    }
  }

  @Test func `A missing file and a folder are refused`() throws {
    try withTemporaryFolder { folder in
      let missing = folder + "/missing.csv"
      #expect(throws: UserError("cannot read \(missing): No such file or directory")) {
        try readBytes(missing)
      }
      #expect(throws: UserError("cannot read \(missing).gz: No such file or directory")) {
        try readBytes(missing + ".gz")
      }
      #expect(throws: UserError("cannot read \(folder): it is a folder, expected a file")) {
        try readBytes(folder)
      }
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `A file without permission is refused`() throws {
    try withTemporaryFolder { folder in
      let path = try write("secret", folder + "/secret")
      chmod(path, 0)
      #expect(throws: UserError("cannot read \(path): Permission denied")) { try readBytes(path) }
    }
  }

  @Test func `The first byte that is not UTF-8 is named`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/t.txt"
      try write(Array("Grüße".utf8), path)
      #expect(try readText(path) == "Grüße")
      try write(Array("Gr\u{fc}n".utf8) + [0xFC, 0x41], path)
      #expect(throws: UserError("\(path), byte 5: found 0xFC, expected UTF-8 text")) { try readText(path) }
      try write([0xE2, 0x82], path)
      #expect(throws: UserError("\(path), byte 0: found 0xE2, expected UTF-8 text")) { try readText(path) }
    }
  }
}

@Suite struct WriteSafelyTests {
  @Test func `A file is written and written over, and nothing else is left`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/w.bin"
      let all = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
      try writeSafely(all, to: path)
      #expect(try bytes(path) == all)
      try writeSafely("kürzer\n", to: path)
      #expect(try bytes(path) == Array("kürzer\n".utf8))
      try writeSafely([UInt8](), to: path)
      #expect(try bytes(path) == [])
      #expect(try names(in: folder) == ["w.bin"])
    }
  }

  @Test func `A failure half way leaves the old file and nothing else`() throws {
    try withTemporaryFolder { folder in
      let path = try write("old", folder + "/w.bin")
      #expect(throws: UserError("no more")) {
        try replaceFile(path) { file in
          try writeAll([1, 2, 3], to: file, named: path)
          throw UserError("no more")
        }
      }
      #expect(try bytes(path) == Array("old".utf8))
      #expect(try names(in: folder) == ["w.bin"])
    }
  }

  @Test func `A write that the system refuses says why`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/w.bin"
      #expect(throws: UserError("cannot write \(path): Bad file descriptor")) {
        try replaceFile(path) { _ in try writeAll([1], to: -1, named: path) }
      }
      let left = try names(in: folder)
      #expect(left == [])
    }
  }

  @Test func `Paths that cannot be written are refused`() throws {
    try withTemporaryFolder { folder in
      let nowhere = folder + "/no/w.bin"
      #expect(throws: UserError("cannot write \(nowhere): there is no folder \(folder)/no")) {
        try writeSafely("x", to: nowhere)
      }
      #expect(throws: UserError("cannot write \(folder): it is a folder")) {
        try writeSafely("x", to: folder)
      }
      #expect(throws: UserError("cannot write /dev/null: it is no ordinary file")) {
        try writeSafely("x", to: "/dev/null")
      }
      #expect(throws: UserError("cannot write \(nowhere): there is no folder \(folder)/no")) {
        try expectWritable(nowhere)
      }
      try expectWritable(folder + "/new.bin")
      let left = try names(in: folder)
      #expect(left == [])
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may write everything"))
  func `A file or folder without permission is refused`() throws {
    try withTemporaryFolder { folder in
      let path = try write("old", folder + "/w.bin")
      chmod(path, 0o444)
      #expect(throws: UserError("cannot write \(path): Permission denied")) { try writeSafely("x", to: path) }
      chmod(folder, 0o555)
      let new = folder + "/new.bin"
      #expect(throws: UserError("cannot write \(new): Permission denied")) { try writeSafely("x", to: new) }
      #expect(throws: UserError("cannot write \(new): Permission denied")) { try expectWritable(new) }
      chmod(folder, 0o755)
    }
  }

  @Test func `A symbolic link stays one`() throws {
    try withTemporaryFolder { folder in
      try write("old", folder + "/real.bin")
      symlink("real.bin", folder + "/link.bin")
      try writeSafely("new", to: folder + "/link.bin")
      #expect(try bytes(folder + "/real.bin") == Array("new".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.bin") == "real.bin")
    }
  }
}
