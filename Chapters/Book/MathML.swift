import ReadAlong

extension Formula {
  /// The formula as MathML.
  func mathML(isDisplay: Bool) -> String {
    element("math", ["display": isDisplay ? "block" : nil], MathML(isDisplay: isDisplay).row(self))
  }
}

/// Prints formulas with the room that TeX gives them, which a browser's own dictionary of operators does not know.
private struct MathML {
  var isDisplay: Bool
  var isScript = false

  private var script: MathML { MathML(isDisplay: false, isScript: true) }
  private var inline: MathML { MathML(isDisplay: false, isScript: isScript) }

  /// Children of an element that takes any number.
  func row(_ formula: Formula) -> String {
    guard case .row(let atoms) = formula else { return markup(formula) }
    let kinds = Formula.kinds(of: atoms)
    var text = ""
    for (index, atom) in atoms.enumerated() {
      let edge: Edge = index == 0 ? .first : index == atoms.count - 1 ? .last : .middle
      text += markup(atom, kind: kinds[index], edge)
      // A named function stands off from what follows, but from a parenthesis; so do two factors of which one is large.
      guard index + 1 < atoms.count, !isScript else { continue }
      let next = kinds[index + 1]
      let isOpen = next == .opening || next == .fenced
      let isName =
        kinds[index] == .word && ![.binary, .relation, .punctuation, .closing].contains(next) && !isOpen
      let isBeforeName =
        next == .word && [.letter, .scripted, .closing, .fenced, .compound].contains(kinds[index])
      let isInner = atom.isFraction || atoms[index + 1].isFraction
      let isFactor = [kinds[index], next].allSatisfy {
        [.letter, .scripted, .compound, .fenced, .closing, .closingScripted, .opening].contains($0)
      }
      let isBetweenFactors = isInner && isFactor && kinds[index] != .opening && next != .closing
      if isName || isBeforeName || kinds[index] == .large || isBetweenFactors { text += space(3) }
    }
    return text
  }

  /// One element.
  private func one(_ formula: Formula) -> String {
    if case .row(let atoms) = formula, atoms.count != 1 { return "<mrow>\(row(formula))</mrow>" }
    return row(formula)
  }

  private func space(_ eighteenths: Int) -> String {
    element("mspace", ["width": Self.ems(eighteenths)])
  }

  /// Where in its row an element stands: from this a browser takes an operator's form.
  private enum Edge { case first, middle, last, only }

  private func markup(_ formula: Formula, kind: Formula.Kind? = nil, _ edge: Edge = .only) -> String {
    switch formula {
    case .row: return one(formula)
    case .letter(let text):
      if formula.isPrimes { return "<mo>\(text)</mo>" }
      // Greek capitals and signs stand upright, as in TeX
      let isUpright = text.unicodeScalars.allSatisfy {
        ("Α"..."Ω").contains($0) || $0.value > 0x2000 && $0 != "ℓ"
      }
      return element(
        "mi", ["mathvariant": text.count == 1 && isUpright && text != "∂" ? "normal" : nil], escaped(text))
    case .number(let text): return "<mn>\(text)</mn>"
    case .word(let text, let takesLimits): return word(text, takesLimits)
    case .text(let text):
      let kept = text.replacing(/^ | $/, with: "\u{A0}")
      return "<mtext>\(escaped(kept))</mtext>"
    case .sign(let text, let sign): return operation(text, sign, kind, edge)
    case .large(let text): return element("mo", ["lspace": "0", "rspace": "0"], text)
    case .space(let width): return width == 0 ? "" : space(width)
    case .fraction(let numerator, let denominator, let small):
      let inner = isDisplay && !small ? inline : MathML(isDisplay: false, isScript: true)
      let fraction = "<mfrac>\(inner.one(numerator))\(inner.one(denominator))</mfrac>"
      return small ? "<mstyle displaystyle=\"false\">\(fraction)</mstyle>" : fraction
    case .root(let content, nil): return "<msqrt>\(row(content))</msqrt>"
    case .root(let content, let degree?): return "<mroot>\(one(content))\(script.one(degree))</mroot>"
    case .scripts(let base, let sub, let sup): return scripts(base, sub, sup)
    case .accent(let mark, let content):
      return
        "<mover accent=\"true\">\(one(content))\(element("mo", ["stretchy": "false"], Self.marks[mark] ?? mark))</mover>"
    case .fenced(let left, let content, let right):
      return "<mrow>\(fence(left, true))\(row(content))\(fence(right, false))</mrow>"
    case .grid(let rows, let grid): return table(rows, grid)
    case .brace(let content, let label, let above):
      let tag = above ? "mover" : "munder"
      let braced = "<\(tag)>\(one(content))<mo stretchy=\"true\">\(above ? "⏞" : "⏟")</mo></\(tag)>"
      return label.map { "<\(tag)>\(braced)\(script.one($0))</\(tag)>" } ?? braced
    }
  }

  private func word(_ text: String, _ takesLimits: Bool) -> String {
    takesLimits
      ? element("mo", ["movablelimits": "true", "lspace": "0", "rspace": "0"], escaped(text))
      : element("mi", ["mathvariant": text.count == 1 ? "normal" : nil], escaped(text))
  }

  private func operation(_ text: String, _ sign: Formula.Sign, _ kind: Formula.Kind?, _ edge: Edge) -> String
  {
    let form = kind == .prefix || sign == .opening ? "prefix" : sign == .closing ? "postfix" : "infix"
    let expected = edge == .first ? "prefix" : edge == .last ? "postfix" : "infix"
    var (left, right) = (0, 0)  // eighteenths
    switch sign {
    case .binary where kind != .prefix: (left, right) = (4, 4)
    case .relation: (left, right) = (5, 5)
    case .punctuation: right = 3
    default: break
    }
    if isScript { (left, right) = (0, sign == .punctuation ? 3 : 0) }
    // What a browser does by itself need not be said
    let usual: (Int, Int)? =
      switch text {
      case "=", "≤", "≥", "<", ">", "≈", "≠", "∈", "→", "←": (5, 5)
      case "+", "−", "±": form == "prefix" ? (0, 0) : (4, 4)
      case "·", "×": (4, 4)
      case ",": (0, 3)
      case "(", ")", "[", "]", "{", "}": (0, 0)
      default: nil
      }
    let isFence = sign == .opening || sign == .closing
    let isUsual = usual.map { $0 == (left, right) } ?? false
    let isFormKnown = form == expected || isFence && "()[]{}".contains(text)
    let stretches = "()[]{}|‖⟨⟩⌊⌋⌈⌉↑↓→←".contains(text)
    return element(
      "mo",
      [
        "form": isFormKnown || edge == .only ? nil : form, "stretchy": stretches ? "false" : nil,
        "lspace": isUsual && isFormKnown ? nil : Self.ems(left),
        "rspace": isUsual && isFormKnown ? nil : Self.ems(right),
      ], escaped(text))
  }

  /// Eighteenths as browsers read them.
  private static func ems(_ eighteenths: Int) -> String {
    if eighteenths == 0 { return "0" }
    let thousandths = String(eighteenths * 1000 / 18)
    let padded = String(repeating: "0", count: max(0, 4 - thousandths.count)) + thousandths
    return padded.dropLast(3) + "." + padded.suffix(3) + "em"
  }

  private func fence(_ sign: String, _ isLeft: Bool) -> String {
    sign.isEmpty
      ? ""
      : element(
        "mo",
        ["form": isLeft ? "prefix" : "postfix", "stretchy": "true", "lspace": "0", "rspace": "0"],
        escaped(sign))
  }

  private func scripts(_ base: Formula, _ sub: Formula?, _ sup: Formula?) -> String {
    var hasLimits = false
    switch base {
    case .large(let sign): hasLimits = sign != "∫"
    case .word(_, let takesLimits): hasLimits = takesLimits
    default: break
    }
    let inner = base == .row([]) ? "<mrow></mrow>" : one(base)
    let parts = inner + (sub.map(script.one) ?? "") + (sup.map(script.one) ?? "")
    let tag =
      switch (sub != nil, sup != nil) {
      case (true, true): hasLimits ? "munderover" : "msubsup"
      case (true, false): hasLimits ? "munder" : "msub"
      default: hasLimits ? "mover" : "msup"
      }
    return "<\(tag)>\(parts)</\(tag)>"
  }

  private func table(_ rows: [[Formula]], _ grid: Formula.Grid) -> String {
    let inner = grid == .aligned ? self : inline
    let cells = rows.map { cells in "<mtr>\(cells.map { "<mtd>\(inner.row($0))</mtd>" }.joined())</mtr>" }
      .joined()
    switch grid {
    case .matrix(let left, let right):
      return "<mrow>\(fence(left, true))<mtable>\(cells)</mtable>\(fence(right, false))</mrow>"
    case .cases: return "<mrow>\(fence("{", true))<mtable class=\"cases\">\(cells)</mtable></mrow>"
    case .aligned:
      return element("mtable", ["class": "aligned", "displaystyle": isDisplay ? "true" : nil], cells)
    }
  }

  private static let marks = [
    "\u{302}": "^", "\u{304}": "¯", "\u{303}": "~", "\u{307}": "˙", "\u{308}": "¨", "\u{20D7}": "→",
    "\u{305}": "‾",
  ]
}

extension Formula {
  fileprivate var isFraction: Bool { if case .fraction = self { true } else { false } }
}
