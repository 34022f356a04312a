/// A formula as a tree: what TeX says, apart from how it is printed.
package indirect enum Formula: Equatable, Sendable {
  case row([Formula])
  /// A variable, Greek letters included.
  case letter(String)
  case number(String)
  /// An upright name such as log; one that takes limits has them below it in a display.
  case word(String, takesLimits: Bool)
  /// Words of a sentence.
  case text(String)
  case sign(String, Sign)
  /// ∑, ∏, ∫: operators with limits.
  case large(String)
  /// In eighteenths of the width of an M.
  case space(Int)
  case fraction(Formula, Formula, small: Bool)
  case root(Formula, degree: Formula?)
  case scripts(Formula, sub: Formula?, sup: Formula?)
  /// A combining character above.
  case accent(String, Formula)
  /// Delimiters as tall as what they hold; "" for none.
  case fenced(String, Formula, String)
  case grid([[Formula]], Grid)
  case brace(Formula, label: Formula?, above: Bool)

  package enum Sign: Sendable {
    case ordinary, binary, relation, opening, closing, punctuation
  }

  package enum Grid: Equatable, Sendable {
    case matrix(left: String, right: String)
    case cases, aligned
  }
}
