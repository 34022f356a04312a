import Foundation
import Support
import Testing

@testable import book

@Suite struct CompilingTests {
  /// A package with one chapter, whose Swift is what every chapter brings along.
  private func small(in folder: String) throws -> Chapter {
    let files = FileManager.default
    for path in [
      "Sources/Matrices", "Sources/Small", "Chapters/00-Small/Live", "Chapters/Book/Web",
      "Chapters/Companion/Formats",
    ] {
      try files.createDirectory(atPath: folder + "/" + path, withIntermediateDirectories: true)
    }
    let shared = ["Runtime", "Room", "MultiplyAdd", "Relaxed"].map { "Chapters/Book/Web/\($0).swift" }
    for path in shared + ["Chapters/Companion/Formats/Checksum.swift"] {
      try files.copyItem(atPath: packageRoot + "/" + path, toPath: folder + "/" + path)
    }
    try Data("# Chapter 0: Small\n".utf8).write(
      to: URL(fileURLWithPath: folder + "/Chapters/00-Small/README.md"))
    return try Chapter("00-Small", in: folder)
  }

  @Test(
    "Where another program compiles the same chapter, what it has there is left alone, and of this one the result stays"
  )
  func another() throws {
    guard let compiler = try? Compiler() else { return }  // a toolchain without WebAssembly
    try withTemporaryFolder { folder in
      let chapter = try small(in: folder), cache = folder + "/cache"
      let another = cache + "/00-Small-relaxed.sources/all.o"
      try FileManager.default.createDirectory(
        atPath: cache + "/00-Small-relaxed.sources", withIntermediateDirectories: true)
      #expect(FileManager.default.createFile(atPath: another, contents: Data([1, 2, 3])))
      let bytes = try compiler.webAssembly(chapter, .relaxed, cache: cache)
      #expect(bytes.prefix(4) == [0, 0x61, 0x73, 0x6D])
      #expect(FileManager.default.contents(atPath: another) == Data([1, 2, 3]))
      let left = try FileManager.default.contentsOfDirectory(atPath: cache).filter { !$0.hasSuffix(".wasm") }
      #expect(left == ["00-Small-relaxed.sources"])
      #expect(try compiler.webAssembly(chapter, .relaxed, cache: cache) == bytes, "kept")
    }
  }
}
