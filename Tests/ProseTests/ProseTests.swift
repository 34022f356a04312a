import Formats
import Foundation
import ReadAlong
import Testing

/// What keeps the prose true: the pages are of the Markdown and the TeX that are known, their Swift stands in the
/// sources, their files, pictures and commands exist.
@Suite struct ProseTests {
  @Test(arguments: try Prose.paths())
  func `Every formula has a display no wider than a page`(path: String) throws {
    for block in try Prose(path).blocks {
      guard case .formula(let formula) = block.content else { continue }
      #expect(
        formula.display(width: 76).allSatisfy { $0.count <= 76 }, "\(block.place): the formula is too wide")
    }
  }

  @Test(arguments: try Prose.paths())
  func `No formula between dollars has an escape that Markdown on the web takes for its own`(path: String)
    throws
  {
    let page = try Prose(path)
    for (escape, line) in page.escapesInFormulas {
      Issue.record("\(path):\(line): \(escape) in a formula: write its name, or a math fence, or $`…`$")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every Swift block is a verbatim part of the file that its caption names`(path: String) throws {
    let page = try Prose(path)
    for fence in page.fences where fence.language == "swift" || fence.language == "python" {
      // Python may also be what the reader types
      let isSwift = fence.language == "swift"
      let targets = isSwift ? fence.sectionTargets : fence.captionTargets
      guard let name = targets.last(where: { $0.hasSuffix(isSwift ? ".swift" : ".py") }) else {
        if isSwift { Issue.record("\(fence.place): no Swift file is named in the section before the block") }
        continue
      }
      guard let source = try? String(contentsOf: page.url(name), encoding: .utf8) else {
        Issue.record("\(fence.place): there is no \(name)")
        continue
      }
      let isVerbatim = contains(source, fence.lines)
      #expect(isVerbatim, "\(fence.place): the block is not in \(name)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `No block is empty or of dots alone`(path: String) throws {
    for fence in try Prose(path).fences {
      // In a console each command's lines; a command may print none
      let isConsole = fence.language == "console"
      let parts = isConsole ? fence.lines.split { $0.hasPrefix("$ ") }.map(Array.init) : [fence.lines]
      for lines in parts + (fence.lines.isEmpty ? [[]] : []) {
        #expect(!lines.allSatisfy(isMere), "\(fence.place): the block says nothing")
      }
    }
  }

  @Test(arguments: ["", " …", "...", ". . .", "……", "⋮", "⋯"])
  func `Dots alone say nothing`(line: String) { #expect(isMere(line) && !isMere(line + " 1")) }

  @Test(arguments: try Prose.paths())
  func `No Swift stands in a block of text, which is compared with no file`(path: String) throws {
    for fence in try Prose(path).fences where fence.language == "text" && path != "README.md" {
      let isSwift = fence.lines.contains {
        $0.contains(
          #/^ *((public|private) +)?(func|let|var|import|struct|enum|extension|for|return|guard|while|if|switch) /#
        )
          || $0.contains(#/^ *[A-Za-z][A-Za-z0-9.\[\]]* [-+*\/]?= |^ *}/#)
      }
      #expect(!isSwift, "\(fence.place): expected a fence of kind swift")
    }
  }

  /// Tests/PyTorch/pages.py compares what the Python prints, .ci/results the sample of the trained model.
  @Test(arguments: try Prose.paths().filter { $0.hasPrefix("Chapters/0") })
  func `Text in a fence is what the Python or the commands before it print`(path: String) throws {
    var before = ""
    for fence in try Prose(path).fences {
      if fence.language == "text" {
        #expect(
          before.hasPrefix("python") || before.contains("swift run") && before.contains(" sample "),
          "\(fence.place): expected a named output, or a console that is compared with what its command prints"
        )
      }
      before = ([fence.language] + fence.lines).joined(separator: "\n")
    }
  }

  @Test(arguments: try Prose.paths())
  func `What is called measured holds a time or a rate`(path: String) throws {
    for fence in try Prose(path).fences where fence.info.hasSuffix(" measured") {
      #expect(
        fence.lines.contains {
          $0.contains(#/\b(ns|µs|ms|s|[a-z]+seconds|[A-Za-z]+/s|[0-9] times|times as fast|a second)\b/#)
        },
        "\(fence.place): nothing in the block differs from run to run")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every file, picture and heading that a page links to exists`(path: String) throws {
    let page = try Prose(path)
    for (file, heading, place) in page.links {
      let url = file.isEmpty ? root.appendingPathComponent(path) : page.url(file)
      let inside = url.path.hasPrefix(root.path + "/") ? url.path.dropFirst(root.path.count) : "/."
      let isKept = [".ci", ".github", ".gitignore"].contains { inside.hasPrefix("/\($0)") }
      #expect(isKept || !inside.contains("/."), "\(place): \(file) is not a part of the project")
      #expect(FileManager.default.fileExists(atPath: url.path), "\(place): there is no \(file)")
      guard let heading else { continue }
      switch url.pathExtension {
      case "md":
        let anchors = try Markdown(try readText(url.path), path: file).anchors.values
        #expect(anchors.contains(heading), "\(place): there is no heading #\(heading)")
      case "svg":
        let scripts = try ["Live/live.js", "../Book/Web/plane.js"].map { try readText(page.url($0).path) }
        for setting in heading.split(separator: "&") {
          let name = setting.prefix { $0 != "=" }
          #expect(
            scripts.contains { $0.contains("\"\(name)\"") } && setting.contains("="),
            "\(place): the live part has no setting \(name)")
        }
      default: Issue.record("\(place): # leads nowhere in \(file)")
      }
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every figure of a chapter is computed by a section or drawn by hand, and shown`(path: String) throws {
    let page = try Prose(path)
    let figures = page.folder.appendingPathComponent("figures").path
    let names = FileManager.default.enumerator(atPath: figures)?.compactMap { $0 as? String } ?? []
    let computed = Set(page.page.parts.flatMap(\.names).map(\.key))
    let shown = Set(page.links.map(\.file))
    // Numbers and weights that tests or commands read are no pictures
    for name in names where ![".npy", ".safetensors", ".pgm"].contains(where: name.hasSuffix) {
      let isComputed = name.hasSuffix(".svg") && !name.hasPrefix("drawn-")
      #expect(
        isComputed
          ? computed.contains(.figure(String(name.dropLast(4)))) : shown.contains("figures/\(name)"),
        "\(page): no section gives figures/\(name)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `The words of every figure are 8 pixels high on a telephone`(path: String) throws {
    let page = try Prose(path)
    for file in Set(page.links.map(\.file)) where file.hasSuffix(".svg") {
      let svg = try readText(page.url(file).path)
      let width = svg.firstMatch(of: /viewBox="0 0 ([0-9.]+)/).flatMap { Double($0.output.1) } ?? .infinity
      let sizes = svg.matches(of: /font-size="([0-9.]+)"/).compactMap { Double($0.output.1) }
      // Of its 360 pixels, 328 are the picture's.
      #expect((sizes.min() ?? .infinity) * 328 / width >= 8, "\(page): \(file)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every command names an executable and a command that exist`(path: String) throws {
    let page = try Prose(path)
    let package = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
    for (command, place, _) in page.commands {
      let name = command[0]
      guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), !name.hasPrefix("-"), name != "NAME"
      else {
        continue
      }
      #expect(
        package.contains("executable: \"\(name)\"") || package.contains("name: \"\(name)\""),
        "\(place): \(command)")
      if command.count > 1, let first = command[1].first, first.isLetter, first.isLowercase {
        #expect(try knows(package, executable: name, command: command[1]), "\(place): \(command)")
      }
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every file of the project that stands in code exists`(path: String) throws {
    let page = try Prose(path)
    let codes =
      page.blocks.flatMap { block in block.inlineCode.map { ($0, block.place) } }
      + page.fences.filter { $0.language == "sh" }.flatMap { fence in fence.lines.map { ($0, fence.place) } }
    for (code, place) in codes {
      // A source by its name alone, or with its folder's
      if let name = code.wholeMatch(of: /(?:[A-Za-z]+\/)*[A-Za-z0-9.-]+\.swift/)?.output {
        #expect(
          name.contains("NN-") || Self.sources.contains { $0.hasSuffix("/" + name) },
          "\(place): there is no \(name)")
      }
      for match in code.matches(of: /(?:^|\s)((?:\.ci|Sources|Tests|Chapters|Data)\/[A-Za-z0-9_.\/-]+)/) {
        // What Data/download brings is not there
        let file = String(match.output.1)
        let exists = FileManager.default.fileExists(atPath: root.appendingPathComponent(file).path)
        #expect(
          exists || file.hasPrefix("Data/mnist") || file.contains("NN"), "\(place): there is no \(file)")
      }
    }
    for fence in page.fences where fence.language == "sh" {
      for line in fence.lines.joined(separator: "\n").replacing(/\\\n\s*/, with: "").split(separator: "\n") {
        #expect(
          line.contains(
            #/^(swift (run|test|build)|python3|\.ci/|Data/|git |cd |[A-Z]+=|node |\.peers|(FUZZ|#))/#),
          "\(fence.place): \(line)")
      }
    }
  }

  /// All files of Swift, from the root's own name on.
  private static let sources: [String] = {
    let files = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    return files?.compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".swift") } ?? []
  }()

  @Test func `A chapter's row in the README runs the chapter's program`() throws {
    for block in try Prose("README.md").blocks {
      guard case .table(_, _, let rows) = block.content else { continue }
      for row in rows {
        guard let page = row.flatMap(\.targets).first(where: { $0.contains(/Chapters\/0\d-/) }) else {
          continue
        }
        let program = row.map(\.plain).joined(separator: " ").firstMatch(of: /swift run ([a-z0-9-]+)/)?.output
          .1
        let own = try Prose(page).text.firstMatch(of: /swift run ([a-z0-9-]+)/)?.output.1
        #expect(program == own, "README.md: \(page)")
      }
    }
  }

  @Test func `The book's model of characters begins with the settings of its section`() throws {
    let chapter = "Chapters/07-RecurrentNetwork/"
    let section = try readText(root.path + "/" + chapter + "7.09-Characters.swift")
    let script = try readText(root.path + "/" + chapter + "Live/live.js")
    let settings = try #require(
      section.firstMatch(of: /TrainingSettings\(steps: (\d+), learningRate: ([\d.]+), lastRate: ([\d.]+)\)/)
    ).output
    let part = try #require(script.range(of: "\"It begins with\"")).upperBound
    for setting in [
      "\"Training steps\", \(settings.1),", "\"Learning rate\", \(settings.2),",
      "\"It falls to this part\", \(settings.3),",
    ] {
      #expect(script[part...].contains(setting), "live.js does not begin with \(setting)")
    }
  }

  /// A section's Swift has titles, labels and the heads of tables: the text is the page's.
  @Test func `No sentence stands in a section's Swift`() throws {
    let chapters = root.appendingPathComponent("Chapters").path
    let files = FileManager.default.enumerator(atPath: chapters)?.compactMap { $0 as? String } ?? []
    let sections = files.filter { $0.contains(#/^0\d-[A-Za-z0-9]+/\d\.\d\d-[A-Za-z0-9]+\.swift$/#) }
    #expect(sections.count > 60)
    for file in sections {
      for text in literals(try readText(chapters + "/" + file)) {
        let isSentence = text.contains(/[a-z]\. [A-Z]|[a-z]{2} [a-z]+\.$/)
        #expect(!isSentence && text.split(separator: " ").count <= 10, "Chapters/\(file): \(text)")
      }
    }
  }

  @Test func `Literals are found, with what they hold`() {
    #expect(literals(#"a("b \(c("d", e) + "f") g", h) // "i""#) == ["d", "f", "b  g"])
  }

  /// The string literals of a source without what is interpolated, which counts for itself.
  private func literals(_ source: String) -> [String] {
    var (found, open, depths) = ([String](), [String](), [0])
    var isInside = false
    for line in source.split(separator: "\n") where !line.trimmingPrefix(" ").hasPrefix("//") {
      var rest = line[...]
      while let next = rest.popFirst() {
        if isInside, next == "\\", let escaped = rest.popFirst() {
          if escaped == "(" { (isInside, depths) = (false, depths + [1]) }
        } else if next == "\"" {
          if isInside { found.append(open.removeLast()) } else { open.append("") }
          isInside.toggle()
        } else if isInside {
          open[open.count - 1].append(next)
        } else if next == "/", rest.first == "/" {
          break
        } else if next == "(" || next == ")" {
          depths[depths.count - 1] += next == "(" ? 1 : -1
          if depths.count > 1, depths.last == 0 { (isInside, depths) = (true, Array(depths.dropLast())) }
        }
      }
    }
    return found
  }

  @Test(arguments: try Prose.paths())
  func `Every filter of tests finds some`(path: String) throws {
    let filters = try Prose(path).text.matches(of: /swift test[^`]* --filter\s+([A-Za-z0-9.]+)/)
    if filters.isEmpty { return }
    let tests = root.appendingPathComponent("Tests").path
    let files = (FileManager.default.enumerator(atPath: tests)?.compactMap { $0 as? String } ?? []).filter {
      $0.hasSuffix(".swift")
    }
    let sources = try files.map { try $0 + "\n" + readText(tests + "/" + $0) }
    for filter in filters {
      // A target, or a suite in it
      let names = filter.output.1.split(separator: ".")
      #expect(
        sources.contains { source in
          names.allSatisfy { source.hasPrefix("\($0)/") || source.contains("struct \($0)") }
        }, "\(path): there is no \(filter.output.1)")
    }
  }

  @Test func `The two columns of the README are lines of chapter 1`() throws {
    let page = try Prose("README.md")
    let block = try #require(page.fences.first { $0.info == "text" })
    let width = try #require(block.lines.first?.range(of: "// sixteen"))
    let column = block.lines[0].distance(from: block.lines[0].startIndex, to: width.lowerBound)
    let columns = [
      (block.lines.map { $0.prefix(column) }, "LinearModel.swift"),
      (block.lines.map { $0.dropFirst(column) }, "Lanes/Lanes.swift"),
    ]
    for (lines, file) in columns {
      let source = try readText(root.appendingPathComponent("Sources/LinearRegression/\(file)").path)
      let code = lines.dropFirst().joined()
      #expect(
        code.count > 40 && words(source).contains(words(code)), "\(block.place): the lines are not in \(file)"
      )
    }
  }

  @Test func `Lines are found with any common indentation and not otherwise`() {
    let text = "a {\n    b\n      c\n\n    d\n}"
    #expect(contains(text, ["b", "  c", "", "d"]))
    #expect(contains(text, ["    b", "      c"]))
    #expect(!contains(text, ["b", "c"]))
    #expect(!contains(text, ["b", "d"]))
    #expect(!contains(text, []))
  }

  /// Whether a line is blank or of dots alone.
  private func isMere(_ line: String) -> Bool { line.allSatisfy { " .…⋮⋯".contains($0) } }

  /// The text without spaces and ends of lines.
  private func words(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  private func knows(_ package: String, executable: String, command: String) throws -> Bool {
    let chapters = root.appendingPathComponent("Chapters")
    let folders = try FileManager.default.contentsOfDirectory(atPath: chapters.path).sorted()
    let module = package.firstMatch(of: try Regex("\"(\\w+)\", executable: \"\(executable)\""))
    let ending = module.map { "-" + String($0.output[1].substring ?? "") } ?? "00-Matrices"
    guard let folder = folders.first(where: { $0.hasSuffix(ending) }) else { return false }
    let path = chapters.appendingPathComponent(folder)
    let sources = try FileManager.default.contentsOfDirectory(atPath: path.path).filter {
      $0.hasSuffix(".swift")
    }
    return try sources.contains { name in
      try String(contentsOf: path.appendingPathComponent(name), encoding: .utf8)
        .contains(try Regex("Command\\(\\s*\"\(command)\""))
    }
  }
}
