import Figures
import Formats
import Foundation

extension Page {
  /// Computes a named output of the page. The page's text down to the output is printed already.
  ///
  /// Throws a `UserError` if the page awaits another name here.
  ///
  /// - Returns: what `body` returns.
  @discardableResult
  public func output<Result>(_ name: String, _ body: (Output) throws -> Result) throws -> Result {
    let place = try awaited(.output(name))
    let output = Output(terminal: terminal)
    let result = try body(output)
    block(output.lines.flatMap { folded("  " + $0, width: terminal.width) })
    computed.append(Computed(place: place, content: .output(output.lines)))
    proceed()
    return result
  }

  /// Draws a named figure of the page.
  ///
  /// Throws a `UserError` if the page awaits another name here.
  public func figure(_ name: String, _ figure: some Drawing) throws {
    try self.figure(
      name, terminal: { figure.terminal(width: $0, color: $1) }, svg: { figure.svg(description: $0) })
  }

  /// Draws a named figure as text of so many columns, with or without color, and as SVG with the page's words for it.
  public func figure(
    _ name: String, terminal draw: (_ width: Int, _ color: Bool) -> String,
    svg: (_ description: String) -> String
  ) throws {
    let place = try awaited(.figure(name))
    if isShown {
      block(lines(of: draw(max(40, terminal.width), terminal.allowsColor)))
    }
    computed.append(Computed(place: place, content: .figure(svg: keepsFigures ? svg(place.words) : "")))
    proceed()
  }

  /// How far a training has come: shown on a terminal, and nowhere else.
  public func progress(step: String = "epoch", total: Int, unit: String) -> Progress {
    waiting?.end()
    let terminal = Terminal.standardError
    guard terminal.isInteractive, isShown else {
      return Progress(step: step, total: total, unit: unit, terminal: terminal, write: { _ in })
    }
    return Progress(step: step, total: total, unit: unit, terminal: terminal)
  }
}

/// What a run has computed for a place of the page.
struct Computed {
  enum Content {
    case output([String])
    case figure(svg: String)
  }
  let place: NamedPlace
  let content: Content
}

extension Page {
  /// Prints a part of the page; a section's Swift computes what the text reaches.
  func weave(_ part: WovenPage.Part, _ run: (Page) throws -> Void = { _ in }) throws {
    remaining = part.blocks[...]
    heading = part.blocks.first?.place
    isWeaving = part.number != nil
    defer { waiting?.end() }
    proceed()
    try run(self)
    if let place = remaining.first?.name {
      throw place.place.error("the section's Swift does not give \(place)")
    }
  }

  /// Prints down to the next named place.
  private func proceed() {
    while let next = remaining.first, !isWeaving || next.name == nil {
      block(printer.lines(next))
      remaining.removeFirst()
    }
    guard isShown else { return }
    fflush(nil)
    let terminal = Terminal.standardError
    if !remaining.isEmpty, terminal.isInteractive, terminal.allowsColor { waiting = Waiting() }
  }

  private func awaited(_ key: NamedPlace.Key) throws -> NamedPlace {
    guard let next = remaining.first, let place = next.name else {
      let sentence = "the section's Swift gives \(key), which its section of the page does not have here"
      throw heading?.error(sentence) ?? UserError(sentence)
    }
    guard place.key == key else {
      throw place.place.error("the page has \(place) here, the section's Swift gives \(key)")
    }
    remaining.removeFirst()
    return place
  }
}
