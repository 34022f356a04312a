// A formula on one line of Unicode text.

extension Formula {
  /// x₁, a/(b + c), √(x), ∑ᵢ xᵢ, w_c where no Unicode subscript exists.
  package var line: String {
    switch self {
    case .row(let atoms):
      return Formula.spaced(atoms).map { String(repeating: " ", count: $0.gap) + $0.atom.line }.joined()
    case .letter(let text), .number(let text), .word(let text, _), .text(let text), .sign(let text, _),
      .large(let text):
      return text
    case .space(let width): return String(repeating: " ", count: Formula.columns(ofSpace: width))
    case .fraction(let numerator, let denominator, _):
      if let sign = Formula.commonFraction(numerator, denominator) { return sign }
      return numerator.parenthesized(if: numerator.isSum) + "/"
        + denominator.parenthesized(if: denominator.isProduct)
    case .root(let content, let degree):
      let degree = degree.map { Formula.raised($0.line) ?? "^\($0.line)" } ?? ""
      return degree + "√" + content.parenthesized(if: content.line.count > 1)
    case .scripts(let base, let sub, let sup):
      if case .fraction = base { return "(\(base.line))" + Formula.scripts(sub: sub, sup: sup) }
      return base.line + Formula.scripts(sub: sub, sup: sup)
    case .accent(let mark, let content): return content.line.map { String($0) + mark }.joined()
    case .fenced(let left, let content, let right): return left + content.line + right
    case .grid(let rows, let grid):
      let lines = rows.map { row in
        row.map(\.line).filter { !$0.isEmpty }.joined(separator: grid == .aligned ? " " : "  ")
      }
      switch grid {
      case .matrix(let left, let right): return left + lines.joined(separator: "; ") + right
      case .cases: return "{ " + lines.joined(separator: "; ")
      case .aligned: return lines.joined(separator: "; ")
      }
    case .brace(let content, let label, _): return content.line + (label.map { " (\($0.line))" } ?? "")
    }
  }

  private func parenthesized(if condition: Bool) -> String { condition ? "(\(line))" : line }

  /// Whether something in it binds less than a fraction's bar.
  private var isSum: Bool {
    if case .fraction = self { return true }
    let kinds = Formula.kinds(of: atoms)
    return kinds.contains(.binary) || kinds.contains(.relation) || kinds.contains(.large)
  }

  /// Whether it needs parentheses below a bar: more than one factor, but for a derivative's ∂x.
  private var isProduct: Bool {
    if isSum { return true }
    let atoms = atoms.filter { if case .space = $0 { false } else { true } }
    if atoms.count < 2 || atoms[0] == .letter("∂") || Formula.isDifferential(atoms) { return false }
    return !atoms.allSatisfy { if case .number = $0 { true } else { false } }
  }

  /// dx or dx₁.
  private static func isDifferential(_ atoms: [Formula]) -> Bool {
    guard atoms.count == 2, atoms[0] == .letter("d") else { return false }
    return atoms[1].kind == .letter || atoms[1].kind == .scripted
  }

  static func commonFraction(_ numerator: Formula, _ denominator: Formula) -> String? {
    guard case .number(let n) = numerator, case .number(let d) = denominator else { return nil }
    return ["1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "1/8": "⅛"][n + "/" + d]
  }

  static func scripts(sub: Formula?, sup: Formula?) -> String {
    let below = sub.map { lowered($0.compactLine) ?? "_" + wrapped($0.compactLine) } ?? ""
    let above = sup.map { raised($0.compactLine) ?? "^" + wrapped($0.compactLine) } ?? ""
    let isPrime = above.allSatisfy { "′".contains($0) }
    return isPrime ? above + below : below + above
  }

  /// The line without spaces, as a script has it.
  var compactLine: String { line.replacing(" ", with: "") }

  private static func wrapped(_ script: String) -> String {
    script.count == 1 || script.allSatisfy { $0.isLetter || $0.isNumber } ? script : "(\(script))"
  }

  /// The text in Unicode's subscripts, if all of it has them.
  static func lowered(_ text: String) -> String? { mapped(text, subscripts) }
  static func raised(_ text: String) -> String? { mapped(text, superscripts) }

  private static func mapped(_ text: String, _ table: [Character: Character]) -> String? {
    let mapped = text.compactMap { table[$0] }
    return mapped.count == text.count ? String(mapped) : nil
  }

  private static let subscripts = Dictionary(
    uniqueKeysWithValues: zip(
      "0123456789+−-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"))
  private static let superscripts = Dictionary(
    uniqueKeysWithValues: zip(
      "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤′†∗βγδθ",
      "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′†*ᵝᵞᵟᶿ"))
}
