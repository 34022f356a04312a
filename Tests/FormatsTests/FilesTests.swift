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

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1])
  func `A signal that ends a program while it writes leaves nothing half-written`(ending: Int32) async throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/signal-\(UUID().uuidString)"
    try makeDirectory(folder)
    await #expect(processExitsWith: .signal(ending)) {
      [folder = folder as String, ending = ending as Int32] in
      prepareForSignals(of: "files")
      try replaceFile(folder + "/m") { file in
        try writeAll([1, 2, 3], to: file, named: "m")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        kill(getpid(), ending)
        while true { sleep(1) }
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `What cannot be read again takes no file's place`() throws {
    try withTemporaryFolder { folder in
      let path = try write("old", folder + "/m")
      #expect(throws: UserError("cannot write \(path): it could not be read again: \(path) is no model")) {
        try writeSafely("new", to: path) { throw UserError("\($0) is no model") }
      }
      #expect(try bytes(path) == Array("old".utf8))
      try writeSafely("new", to: path) { partial in
        let text = try readText(partial)
        #expect(text == "new")
      }
      #expect(try bytes(path) == Array("new".utf8))
      #expect(try names(in: folder) == ["m"])
    }
  }

  @Test func `A program that was told nothing, not even its name, does not take that for no arguments`()
    throws
  {
    try expectBeginning(["matrix"])
    let error = try #require(throws: UserError.self) { try expectBeginning([]) }
    #expect("\(error)".contains("cannot tell what is asked for"))
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

@Suite struct HardFilesTests {
  @Test func `A device is no file`() {
    #expect(throws: UserError("cannot read /dev/zero: it is a device, expected a file")) {
      try readBytes("/dev/zero")
    }
    #expect(throws: Never.self) { try readBytes("/dev/null") }
  }

  @Test func `What has no end is not read to it`() throws {
    try withTemporaryFolder { folder in
      let program = folder + "/gzip"
      try write("#!/bin/sh\nexec yes\n", program)
      chmod(program, 0o755)
      let file = open("/dev/null", O_RDONLY)
      defer { close(file) }
      #expect(throws: UserError("cannot read t.gz: it has more than 1000 bytes, and no end in sight")) {
        try unpack(file, named: "t.gz", with: program, limit: 1000)
      }
    }
  }

  @Test func `A program that complains at length is heard out`() throws {
    try withTemporaryFolder { folder in
      let program = folder + "/gzip"
      try write(
        "#!/bin/sh\ni=0\nwhile [ $i -lt 6000 ]; do echo 'complaint of some fifty characters, again and again'"
          + " >&2; i=$((i+1)); done\necho unpacked\n", program)
      chmod(program, 0o755)
      let file = open("/dev/null", O_RDONLY)
      defer { close(file) }
      #expect(try unpack(file, named: "t.gz", with: program) == Array("unpacked\n".utf8))
    }
  }

  @Test func `A file that is written over keeps its mode`() throws {
    try withTemporaryFolder { folder in
      let path = try write("old", folder + "/w.bin")
      chmod(path, 0o600)
      try writeSafely("new", to: path)
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o600)
    }
  }

  @Test func `A link that leads to nothing yet stays a link`() throws {
    try withTemporaryFolder { folder in
      symlink("later.bin", folder + "/link.bin")
      try expectWritable(folder + "/link.bin")
      try writeSafely("new", to: folder + "/link.bin")
      #expect(try bytes(folder + "/later.bin") == Array("new".utf8))
      #expect(try names(in: folder) == ["later.bin", "link.bin"])
      symlink("b", folder + "/a")
      symlink("a", folder + "/b")
      #expect(throws: UserError("cannot write \(folder)/a: its links go in a circle")) {
        try expectWritable(folder + "/a")
      }
    }
  }

  @Test func `Names are as long as the disk takes them, and longer ones are refused before the work`() throws
  {
    try withTemporaryFolder { folder in
      for length in [230, 239, 247, 255] {
        let path = folder + "/" + String(repeating: "n", count: length)
        try expectWritable(path)
        try writeSafely("x", to: path)
        #expect(try bytes(path) == [UInt8(ascii: "x")])
      }
      let error = #expect(throws: UserError.self) {
        try expectWritable(folder + "/" + String(repeating: "n", count: 256))
      }
      #expect(error?.description.hasSuffix("its name has 256 bytes, expected at most 255") == true)
      #expect(try names(in: folder).count == 4)
    }
  }

  @Test func `What a killed process left is removed, what a living one writes is not, nor what others have`()
    throws
  {
    try withTemporaryFolder { folder in
      let long = String(repeating: "n", count: 230)
      for name in ["w.bin", "ü", "e\u{301}", long] {
        try write("half", folder + "/" + partialName(of: name, .random(in: 0...UInt32.max)))
        try writeSafely("whole", to: folder + "/" + name)
        #expect(try names(in: folder) == [name])
        unlink(folder + "/" + name)
      }
      // Names that no save has, though they are like it: what follows from the first half is another
      let others = [
        "w.bin.partial", "w.bin.0123ABCD.partial", "w.bin.0123ABCD89EF4567.partial", ".partial", "partial",
        partialName(of: "v.bin", 1), partialName(of: "w.bin", 1).lowercased(),
        "x" + partialName(of: "w.bin", 1),
      ]
      for name in others { try write(name, folder + "/" + name) }
      try writeSafely("whole", to: folder + "/w.bin")
      for name in others {
        #expect(try bytes(folder + "/" + name) == Array(name.utf8))
        unlink(folder + "/" + name)
      }
      try replaceFile(folder + "/w.bin") { file in
        try writeSafely("other", to: folder + "/w.bin")
        try writeAll(Array("last".utf8), to: file, named: "w.bin")
      }
      #expect(try bytes(folder + "/w.bin") == Array("last".utf8))
      // A link that someone put in the way is not followed.
      try write("mine", folder + "/mine")
      symlink("mine", folder + "/" + partialName(of: "w.bin", 1))
      try writeSafely("new", to: folder + "/w.bin")
      #expect(try bytes(folder + "/mine") == Array("mine".utf8))
    }
  }

  @Test func `One file has many names`() throws {
    try withTemporaryFolder { folder in
      let path = try write("x", folder + "/a")
      symlink("a", folder + "/soft")
      link(path, folder + "/hard")
      for name in ["a", "soft", "hard", "../" + folder.split(separator: "/").last! + "/a"] {
        #expect(isSameFile(path, folder + "/" + name), "\(name)")
      }
      #expect(!isSameFile(path, folder + "/b"))
      symlink("later", folder + "/ahead")
      #expect(isSameFile(folder + "/later", folder + "/ahead"))
      #expect(!isSameFile(folder + "/later", folder + "/sooner"))
    }
  }

  @Test func `A folder without a name has none above it`() {
    #expect(ancestors(of: "") == [])
    #expect(ancestors(of: "/a/b/c.swift") == ["/a/b", "/a", "/"])
    #expect(dataFolders(current: "", source: "") == ["Data"])
  }

  @Test func `Messages show no control characters and no megabytes`() {
    #expect(quoted("plain words, ü") == "plain words, ü")
    #expect(quoted("plain", marks: true) == "\"plain\"")
    #expect(quoted("a\nb\u{1B}[31m\0") == "\"a\\nb\\u{1b}[31m\\u{0}\"")
    #expect(quoted(String(repeating: "x", count: 1_000_000)).count == 181)
  }
}
