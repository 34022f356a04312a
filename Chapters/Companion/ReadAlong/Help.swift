// The help texts: plain and at most 80 columns wide, also on a terminal.

extension Program {
  func helpLines() -> [String] {
    var lines = ["\(name): \(summary)", ""]
    lines += usageLines("\(name) [--section N] [--figures DIR]")
    if !commands.isEmpty { lines.append("       swift run \(name) COMMAND [options]") }
    lines += ["", "Read along: without a command the sections run one after the other."]
    let help = Option("help", help: "show this help")
    lines += definitionLines((Program.options + [help]).map(entry))
    lines += ["", "Sections:"] + listLines()
    if !commands.isEmpty {
      lines += ["", "Commands, each with a --help of its own:"]
      lines += definitionLines(commands.map { ($0.name, $0.summary) })
    }
    return lines
  }

  func helpLines(of command: Command) -> [String] {
    let operands = command.operands.map { " " + $0.name }.joined()
    let options = command.options.isEmpty ? "" : " [options]"
    var lines = usageLines("\(name) \(command.name)\(options)\(operands)")
    lines += [""] + wrapped(command.summary, width: 80)
    if !command.operands.isEmpty {
      lines += ["", "Operands:"] + definitionLines(command.operands.map { ($0.name, $0.help) })
    }
    let help = Option("help", help: "show this help")
    return lines + ["", "Options:"] + definitionLines((command.options + [help]).map(entry))
  }

  func listLines() -> [String] {
    let page = try? wovenPage()
    return definitionLines(
      sections.map { section in
        (section.number, page?.parts.first { $0.number == section.number }?.title ?? "")
      })
  }

  private func usageLines(_ usage: String) -> [String] {
    let lines = wrapped(usage, width: 62)
    return ["usage: swift run " + (lines.first ?? "")]
      + lines.dropFirst().map { String(repeating: " ", count: 17) + $0 }
  }

  private func entry(_ option: Option) -> (term: String, text: String) {
    let term = "--" + option.name + (option.value.map { " " + $0 } ?? "")
    return (term, option.help + (option.defaultValue.map { " (default:\u{A0}\($0))" } ?? ""))
  }
}
