import Word2Vec

/// The words that the sections ask about.
enum Examples {
  /// a is to b as c is to d.
  static let analogies: [(Word, Word, Word, Word)] = [
    ("paris", "france", "rome", "italy"), ("paris", "france", "berlin", "germany"),
    ("paris", "france", "madrid", "spain"), ("paris", "france", "tokyo", "japan"),
    ("man", "king", "woman", "queen"), ("man", "father", "woman", "mother"), ("he", "his", "she", "her"),
    ("brother", "sister", "son", "daughter"), ("france", "french", "spain", "spanish"),
    ("germany", "german", "italy", "italian"), ("city", "cities", "country", "countries"),
    ("good", "better", "bad", "worse"), ("large", "larger", "small", "smaller"),
    ("walk", "walked", "go", "went"), ("take", "took", "give", "gave"),
  ]

  static let capitals: [(Word, Word)] = [
    ("france", "paris"), ("germany", "berlin"), ("spain", "madrid"), ("italy", "rome"), ("japan", "tokyo"),
    ("russia", "moscow"), ("china", "beijing"), ("greece", "athens"), ("portugal", "lisbon"),
    ("egypt", "cairo"), ("cuba", "havana"), ("poland", "warsaw"),
  ]
  static let family: [(Word, Word)] = [
    ("man", "woman"), ("king", "queen"), ("father", "mother"), ("brother", "sister"), ("son", "daughter"),
    ("husband", "wife"), ("boy", "girl"), ("he", "she"), ("actor", "actress"), ("prince", "princess"),
  ]
  static let kin: [(Word, Word)] = [
    ("king", "queen"), ("father", "mother"), ("brother", "sister"), ("son", "daughter"), ("husband", "wife"),
    ("prince", "princess"), ("duke", "duchess"),
  ]
  static let tenses: [(Word, Word)] = [
    ("go", "went"), ("take", "took"), ("give", "gave"), ("write", "wrote"), ("become", "became"),
    ("begin", "began"), ("make", "made"), ("see", "saw"), ("walk", "walked"), ("move", "moved"),
  ]
  static let nations: [(Word, Word)] = [
    ("france", "french"), ("germany", "german"), ("spain", "spanish"), ("italy", "italian"),
    ("japan", "japanese"), ("russia", "russian"), ("china", "chinese"), ("greece", "greek"),
    ("portugal", "portuguese"), ("egypt", "egyptian"), ("poland", "polish"), ("sweden", "swedish"),
  ]
  static let tests = [
    ("country and capital", capitals), ("male and female", family), ("present and past", tenses),
    ("country and nationality", nations),
  ]
}
