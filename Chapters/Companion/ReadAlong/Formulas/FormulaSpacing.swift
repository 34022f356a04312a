// How much room there is between two neighbors of a formula, in columns.

extension Formula {
  /// What a neighbor sees of an atom.
  package enum Kind {
    case letter, scripted, compound, prefix, word, large, binary, relation, opening, closing, punctuation
    case ordinary
    /// Both delimiters and what they hold; a closing one with a script.
    case fenced, closingScripted
  }

  var kind: Kind {
    switch self {
    case .letter, .number: .letter
    case .accent: .letter
    case .word: .word
    case .large: .large
    case .fraction, .grid, .brace, .root: .compound
    case .fenced: .fenced
    case .space, .text: .ordinary
    case .row(let parts): parts.count == 1 ? parts[0].kind : .compound
    case .scripts(let base, _, _):
      switch base.kind {
      case .letter: .scripted
      case .closing: .closingScripted
      case let kind: kind
      }
    case .sign(_, let sign):
      switch sign {
      case .ordinary: .ordinary
      case .binary: .binary
      case .relation: .relation
      case .opening: .opening
      case .closing: .closing
      case .punctuation: .punctuation
      }
    }
  }

  /// The kinds of a row's atoms; a sign with nothing on its left stands before what it belongs to.
  package static func kinds(of atoms: [Formula]) -> [Kind] {
    var kinds: [Kind] = []
    for atom in atoms {
      var kind = atom.kind
      if kind == .binary {
        switch kinds.last {
        case nil, .binary, .relation, .opening, .punctuation, .large, .word, .prefix: kind = .prefix
        default: break
        }
      }
      kinds.append(kind)
    }
    return kinds
  }

  /// Columns between two kinds of atoms.
  static func gap(_ left: Kind, _ right: Kind) -> Int {
    if right == .punctuation || right == .closing || right == .closingScripted || left == .opening
      || left == .prefix
    {
      return 0
    }
    let parted: Set<Kind> = [.relation, .binary]
    if parted.contains(left) || parted.contains(right) || left == .punctuation { return 1 }
    switch (left, right) {
    case (.word, .opening), (.word, .fenced): return 0
    case (.opening, _), (.ordinary, .large): return 0
    case (.large, _), (_, .large), (.word, _): return 1
    case (.ordinary, _), (_, .ordinary): return 0
    case (_, .word), (.compound, _), (_, .compound): return 1
    case (.scripted, .letter), (.scripted, .scripted), (.closing, .scripted): return 1
    case (.fenced, .letter), (.fenced, .scripted), (.closingScripted, .letter), (.closingScripted, .scripted):
      return 1
    default: return 0
    }
  }

  /// The columns that a space of so many eighteenths takes.
  static func columns(ofSpace width: Int) -> Int {
    width == 0 ? 0 : width < 18 ? 1 : width / 6
  }

  /// Atoms with the columns before each; spaces are taken in.
  static func spaced(_ atoms: [Formula]) -> [(gap: Int, atom: Formula)] {
    var result: [(gap: Int, atom: Formula)] = []
    var last: Kind?
    var room = 0
    let kinds = kinds(of: atoms)
    for (atom, kind) in zip(atoms, kinds) {
      if case .space(let width) = atom {
        room = max(room, columns(ofSpace: width))
        continue
      }
      result.append((last.map { max(room, gap($0, kind)) } ?? room, atom))
      room = 0
      last = kind
    }
    return result
  }

  /// The atoms of a row; any other formula is the only one.
  var atoms: [Formula] {
    if case .row(let atoms) = self { return atoms }
    return [self]
  }
}
