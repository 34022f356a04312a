// The commands of TeX that pages may use, by what they stand for.

enum TeXNames {
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂", "nabla": "∇", "infty": "∞", "ell": "ℓ",
    "dagger": "†", "top": "⊤", "circ": "∘", "prime": "′", "forall": "∀", "exists": "∃", "emptyset": "∅",
    "hbar": "ħ",
  ]

  static let signs: [String: (String, Formula.Sign)] = [
    "cdot": ("·", .binary), "times": ("×", .binary), "odot": ("⊙", .binary), "otimes": ("⊗", .binary),
    "oplus": ("⊕", .binary), "pm": ("±", .binary), "mp": ("∓", .binary), "ast": ("∗", .binary),
    "div": ("÷", .binary), "cup": ("∪", .binary), "cap": ("∩", .binary), "setminus": ("∖", .binary),
    "land": ("∧", .binary), "lor": ("∨", .binary), "lnot": ("¬", .ordinary), "le": ("≤", .relation),
    "leq": ("≤", .relation), "ge": ("≥", .relation), "geq": ("≥", .relation), "ne": ("≠", .relation),
    "neq": ("≠", .relation), "ll": ("≪", .relation), "gg": ("≫", .relation), "approx": ("≈", .relation),
    "equiv": ("≡", .relation), "sim": ("∼", .relation), "simeq": ("≃", .relation),
    "propto": ("∝", .relation), "in": ("∈", .relation), "notin": ("∉", .relation),
    "subset": ("⊂", .relation), "subseteq": ("⊆", .relation), "mid": ("|", .relation),
    "parallel": ("∥", .relation), "perp": ("⊥", .relation), "to": ("→", .relation),
    "rightarrow": ("→", .relation), "leftarrow": ("←", .relation), "gets": ("←", .relation),
    "mapsto": ("↦", .relation), "Rightarrow": ("⇒", .relation), "Leftarrow": ("⇐", .relation),
    "Leftrightarrow": ("⇔", .relation), "iff": ("⇔", .relation), "leftrightarrow": ("↔", .relation),
    "uparrow": ("↑", .relation), "downarrow": ("↓", .relation), "coloneqq": ("≔", .relation),
    "dots": ("…", .ordinary), "ldots": ("…", .ordinary), "cdots": ("⋯", .ordinary),
    "vdots": ("⋮", .ordinary), "ddots": ("⋱", .ordinary), "lvert": ("|", .opening),
    "rvert": ("|", .closing), "lVert": ("‖", .opening), "rVert": ("‖", .closing), "vert": ("|", .ordinary),
    "Vert": ("‖", .ordinary), "|": ("‖", .ordinary), "langle": ("⟨", .opening), "rangle": ("⟩", .closing),
    "lfloor": ("⌊", .opening), "rfloor": ("⌋", .closing), "lceil": ("⌈", .opening),
    "rceil": ("⌉", .closing), "{": ("{", .opening), "}": ("}", .closing), "lbrace": ("{", .opening),
    "rbrace": ("}", .closing), "colon": (":", .punctuation), "#": ("#", .ordinary),
    "&": ("&", .ordinary), "$": ("$", .ordinary), "_": ("_", .ordinary),
  ]

  static let characters: [Character: (String, Formula.Sign)] = [
    "+": ("+", .binary), "-": ("−", .binary), "*": ("∗", .binary), "/": ("/", .ordinary),
    "=": ("=", .relation), "<": ("<", .relation), ">": (">", .relation), "(": ("(", .opening),
    ")": (")", .closing), "[": ("[", .opening), "]": ("]", .closing), "|": ("|", .ordinary),
    "!": ("!", .closing), ",": (",", .punctuation), ";": (";", .punctuation), ":": (":", .punctuation),
    ".": (".", .ordinary), "?": ("?", .ordinary), "±": ("±", .binary), "·": ("·", .binary),
    "×": ("×", .binary), "−": ("−", .binary), "≤": ("≤", .relation), "≥": ("≥", .relation),
    "≠": ("≠", .relation), "≈": ("≈", .relation), "→": ("→", .relation), "←": ("←", .relation),
    "∈": ("∈", .relation), "…": ("…", .ordinary), "∞": ("∞", .ordinary),
  ]

  // Only what the sites that show a page know too: \operatorname is forbidden on some.
  static let words: Set<String> = [
    "log", "ln", "exp", "sin", "cos", "tan", "tanh", "sinh", "cosh", "det", "dim", "ker", "arg",
  ]
  static let wordsWithLimits: Set<String> = ["max", "min", "lim", "sup", "inf", "Pr"]
  static let large: [String: String] = ["sum": "∑", "prod": "∏", "int": "∫"]
  static let spaces: [String: Int] = [
    ",": 3, ":": 4, ";": 5, "!": 0, " ": 4, "thinspace": 3, "medspace": 4, "thickspace": 5, "quad": 18,
    "qquad": 36,
  ]
  /// Combining characters.
  static let accents: [String: String] = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "dot": "\u{307}", "ddot": "\u{308}",
    "vec": "\u{20D7}", "overline": "\u{305}", "widehat": "\u{302}", "widetilde": "\u{303}",
  ]
  static let matrices: [String: (left: String, right: String)] = [
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
  ]
  static let blackboard: [Character: String] = [
    "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼", "P": "ℙ", "1": "𝟙",
  ]
}
