// A formula on several lines: fractions stacked, limits above and below, matrices, cases.

/// Lines of one width; `baseline` is the line on which its neighbors stand.
struct FormulaBox: Equatable {
  var lines: [String]
  var baseline: Int
  var width: Int

  init(lines: [String], baseline: Int, alignment: FormulaBox.Alignment = .left) {
    let width = lines.map(visibleWidth).max() ?? 0
    self.width = width
    self.lines = lines.map { line in
      let room = width - visibleWidth(line)
      let left = alignment == .left ? 0 : alignment == .right ? room : room / 2
      return String(repeating: " ", count: left) + line + String(repeating: " ", count: room - left)
    }
    self.baseline = baseline
  }

  init(_ line: String) { self.init(lines: [line], baseline: 0) }

  enum Alignment { case left, center, right }

  var height: Int { lines.count }
  private var below: Int { height - baseline }

  /// Two boxes on one baseline.
  func beside(_ other: FormulaBox, gap: Int = 0) -> FormulaBox {
    let baseline = max(self.baseline, other.baseline)
    let height = baseline + max(below, other.below)
    let lines = (0..<height).map { line in
      self.line(line - baseline + self.baseline) + String(repeating: " ", count: gap)
        + other.line(line - baseline + other.baseline)
    }
    return FormulaBox(lines: lines, baseline: baseline)
  }

  private func line(_ index: Int) -> String {
    lines.indices.contains(index) ? lines[index] : String(repeating: " ", count: width)
  }

  func padded(to width: Int, _ alignment: Alignment) -> FormulaBox {
    let room = max(0, width - self.width)
    let left = alignment == .left ? 0 : alignment == .right ? room : room / 2
    return FormulaBox(
      lines: lines.map {
        String(repeating: " ", count: left) + $0 + String(repeating: " ", count: room - left)
      }, baseline: baseline)
  }

  /// Boxes below each other; the baseline is that of one of them.
  static func stack(_ boxes: [FormulaBox], baselineOf index: Int, _ alignment: Alignment) -> FormulaBox {
    let baseline = boxes[..<index].reduce(0) { $0 + $1.height } + boxes[index].baseline
    let width = boxes.map(\.width).max() ?? 0
    return FormulaBox(
      lines: boxes.flatMap { $0.padded(to: width, alignment).lines }, baseline: baseline)
  }

  /// The box between delimiters as tall as it is.
  func fenced(_ left: String, _ right: String) -> FormulaBox {
    let inner = height == 1 ? self : FormulaBox(lines: lines.map { " \($0) " }, baseline: baseline)
    let (left, right) = (inner.delimiter(left), inner.delimiter(right))
    return left.beside(inner).beside(right)
  }

  /// A delimiter as tall as this box.
  private func delimiter(_ sign: String) -> FormulaBox {
    if height == 1 || sign.isEmpty { return FormulaBox(sign) }
    // Top, middle, bottom, and what lies between them
    let parts: [String: [String]] = [
      "(": ["⎛", "⎜", "⎝", "⎜"], ")": ["⎞", "⎟", "⎠", "⎟"], "[": ["⎡", "⎢", "⎣", "⎢"],
      "]": ["⎤", "⎥", "⎦", "⎥"], "{": ["⎧", "⎨", "⎩", "⎪"], "}": ["⎫", "⎬", "⎭", "⎪"],
      "|": ["│", "│", "│", "│"], "‖": ["║", "║", "║", "║"], "⌊": ["⎢", "⎢", "⎣", "⎢"],
      "⌋": ["⎥", "⎥", "⎦", "⎥"], "⌈": ["⎡", "⎢", "⎢", "⎢"], "⌉": ["⎤", "⎥", "⎥", "⎥"],
    ]
    guard let part = parts[sign] else { return FormulaBox(sign) }
    var lines = Array(repeating: part[3], count: height)
    lines[height / 2] = part[1]
    lines[0] = part[0]
    lines[height - 1] = part[2]
    return FormulaBox(lines: lines, baseline: baseline)
  }
}

extension Formula {
  /// The lines of a display at most `width` columns wide where it can be broken: at wide spaces, then at relations.
  package func display(width: Int) -> [String] {
    let whole = box
    if whole.width <= width { return whole.trimmed }
    var lines: [FormulaBox] = []
    for part in split(
      keepsSign: false, where: { atom, _ in if case .space(18...) = atom { true } else { false } })
    {
      let box = part.box
      if let last = lines.last, last.width + 6 + box.width <= width {
        lines[lines.count - 1] = last.beside(box, gap: 6)
      } else if box.width <= width {
        lines.append(box)
      } else {
        lines += part.brokenAtRelations(width: width)
      }
    }
    let parted = lines.contains { $0.height > 1 } ? [""] : []
    return Array(lines.map(\.trimmed).joined(separator: parted))
  }

  private func brokenAtRelations(width: Int) -> [FormulaBox] {
    var lines: [FormulaBox] = []
    for part in split(keepsSign: true, where: { $1 == .relation || $1 == .binary }) {
      let sign = part.atoms[0]
      let isSigned = sign.kind == .relation || sign.kind == .binary
      let box = isSigned ? sign.box.beside(Formula.row(Array(part.atoms.dropFirst())).box, gap: 1) : part.box
      if let last = lines.last, last.width + 1 + box.width <= width {
        lines[lines.count - 1] = last.beside(box, gap: 1)
      } else {
        lines.append(lines.isEmpty ? box : FormulaBox("    ").beside(box))
      }
    }
    return lines
  }

  /// The parts of a row before and after some atoms, which begin the later part or are left out. Atoms between
  /// delimiters are not looked at.
  private func split(keepsSign: Bool, where isSeparator: (Formula, Kind) -> Bool) -> [Formula] {
    var parts: [[Formula]] = [[]]
    var depth = 0
    for (atom, kind) in zip(atoms, Formula.kinds(of: atoms)) {
      if kind == .opening { depth += 1 }
      if atom.closes { depth -= 1 }
      if depth == 0, isSeparator(atom, kind) {
        parts.append(keepsSign ? [atom] : [])
      } else {
        parts[parts.count - 1].append(atom)
      }
    }
    return parts.filter { !$0.isEmpty }.map { .row($0) }
  }

  var box: FormulaBox {
    switch self {
    case .row(let atoms):
      var row = FormulaBox("")
      for (gap, atom) in Formula.spaced(atoms) {
        let box = atom.box
        // A sign does not touch a fraction's bar
        let touches =
          box.lines[box.baseline].hasPrefix("─") && row.lines[row.baseline].last?.isMathSymbol == true
        row = row.beside(box, gap: touches ? 1 : gap)
      }
      return row
    case .fraction(_, _, small: true): return FormulaBox(line)
    case .fraction(let numerator, let denominator, small: false):
      let (upper, lower) = (numerator.box, denominator.box)
      let bar = FormulaBox(String(repeating: "─", count: max(upper.width, lower.width) + 2))
      return .stack([upper, bar, lower], baselineOf: 1, .center)
    case .root(let content, let degree):
      let inner = content.box
      if inner.height == 1 { return FormulaBox(line) }
      let lines = inner.lines.enumerated().map { index, line in
        (index == inner.height - 1 ? "╲│ " : " │ ") + line
      }
      let roof = (degree.map { Formula.raised($0.line) ?? $0.line } ?? "")
      return FormulaBox(
        lines: [padded(roof, to: 1) + "┌" + String(repeating: "─", count: inner.width + 1)] + lines,
        baseline: inner.baseline + 1)
    case .scripts(let base, let sub, let sup): return Formula.scriptsBox(base, sub: sub, sup: sup)
    case .accent(let mark, let content):
      let inner = content.box
      return inner.height == 1 ? FormulaBox(inner.lines[0].map { String($0) + mark }.joined()) : inner
    case .fenced(let left, let content, let right): return content.box.fenced(left, right)
    case .grid(let rows, let grid): return Formula.gridBox(rows, grid)
    case .brace(let content, let label, let above): return Formula.braceBox(content, label, above)
    default: return FormulaBox(line)
    }
  }

  private static func scriptsBox(_ base: Formula, sub: Formula?, sup: Formula?) -> FormulaBox {
    let inner = base.box
    if base.takesLimits {
      let boxes = [sup.map(\.limitBox), inner, sub.map(\.limitBox)].compactMap(\.self)
      return .stack(boxes, baselineOf: sup == nil ? 0 : 1, .center)
    }
    let below = FormulaBox(scripts(sub: sub, sup: nil))
    guard let sup else { return inner.beside(below) }
    if inner.height == 1, raised(sup.compactLine) != nil {
      return FormulaBox(inner.lines[0] + scripts(sub: sub, sup: sup))
    }
    // Raised above what it stands on
    let raised = sup.box
    return inner.beside(below).beside(
      FormulaBox(lines: raised.lines, baseline: raised.height + inner.baseline))
  }

  /// Whether it ends what an opening sign began.
  private var closes: Bool {
    switch self {
    case .sign("!", _): false
    case .sign(_, .closing): true
    case .scripts(let base, _, _): base.closes
    default: false
    }
  }

  private var takesLimits: Bool {
    switch self {
    case .large: true
    case .word(_, let takesLimits): takesLimits
    default: false
    }
  }

  private var limitBox: FormulaBox {
    let isWords = atoms.contains { if case .space = $0 { true } else { false } }
    return FormulaBox(isWords ? line : compactLine)
  }

  private static func gridBox(_ rows: [[Formula]], _ grid: Grid) -> FormulaBox {
    let boxes = rows.map { $0.map(\.box) }
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in boxes.map { $0[column].width }.max() ?? 0 }
    var lines = boxes.map { row in
      columns.reduce(FormulaBox("")) { line, column in
        let alignment: FormulaBox.Alignment
        let gap: Int
        switch grid {
        case .matrix: (alignment, gap) = (.center, column == 0 ? 0 : widths.max()! > 5 ? 3 : 2)
        case .cases: (alignment, gap) = (.left, column == 0 ? 0 : 3)
        case .aligned:
          alignment = column.isMultiple(of: 2) ? .right : .left
          gap = column == 0 ? 0 : column.isMultiple(of: 2) ? 4 : 1
        }
        return line.beside(row[column].padded(to: widths[column], alignment), gap: gap)
      }
    }
    let isCase = grid == .cases
    if lines.contains(where: { $0.height > 1 }) || isCase && lines.count.isMultiple(of: 2) {
      lines = Array(lines.map { [$0] }.joined(separator: [FormulaBox("")]))
    }
    let all = lines.flatMap(\.lines)
    let middle = isCase ? all.count / 2 : (all.count - 1) / 2
    let box = FormulaBox(lines: all, baseline: grid == .aligned ? lines[0].baseline : middle)
    switch grid {
    case .matrix(let left, let right): return box.fenced(left, right)
    case .cases: return box.fenced("{", "")
    case .aligned: return box
    }
  }

  private static func braceBox(_ content: Formula, _ label: Formula?, _ above: Bool) -> FormulaBox {
    let inner = content.box
    let width = max(3, inner.width)
    let half = String(repeating: "─", count: (width - 3) / 2)
    let rest = String(repeating: "─", count: width - 3 - (width - 3) / 2)
    let brace = FormulaBox(above ? "╭\(half)┴\(rest)╮" : "╰\(half)┬\(rest)╯")
    let words = [label.map { FormulaBox($0.line) }].compactMap(\.self)
    return above
      ? .stack(words + [brace, inner], baselineOf: words.count + 1, .center)
      : .stack([inner, brace] + words, baselineOf: 0, .center)
  }
}

extension FormulaBox {
  fileprivate var trimmed: [String] { lines.map(withoutTrailingSpaces) }
}
