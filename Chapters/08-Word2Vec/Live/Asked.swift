// Vectors that the page brings along are asked: for neighbors, analogies, and places to draw.

nonisolated(unsafe) private var vectors: WordVectors?

nonisolated(unsafe) private var numbers: [Float] = []

/// The bits of all numbers of the vectors.
@_expose(wasm, "vectorsChecksum") @_cdecl("vectorsChecksum")
public func vectorsChecksum() -> UInt64 { Checksum(numbers).value }

/// Takes a file of `word2vec book-vectors`: true if it is one. Gives the letters of the words, a line each.
@_expose(wasm, "takeVectors") @_cdecl("takeVectors")
public func takeVectors(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let all = UnsafeBufferPointer(start: bytes, count: count)
  guard let head = all.firstIndex(of: 10) else { return false }
  let sizes = all[..<head].split(separator: 0x20).map { $0.reduce(0) { 10 * $0 + Int($1) - 0x30 } }
  guard sizes.count == 2, 1...100_000 ~= sizes[0], 2...1000 ~= sizes[1] else { return false }
  let (rows, columns) = (sizes[0], sizes[1])
  var words: [Word] = []
  var place = head + 1
  while words.count < rows, let end = all[place...].firstIndex(of: 10) {
    words.append(Word(all[place..<end]))
    place = end + 1
  }
  guard words.count == rows, count - place == rows * columns, Set(words).count == rows else { return false }
  numbers = all[place...].map { Float(Int8(bitPattern: $0)) }
  vectors = WordVectors(words, Matrix(rows: rows, columns: columns, values: numbers))
  give(words.flatMap { $0.bytes.map { Float($0) } + [10] })
  return true
}

/// Gives the words nearest to one: number and cosine in turn.
@_expose(wasm, "nearest") @_cdecl("nearest")
public func nearest(_ word: Int, _ count: Int) {
  guard let vectors else { return give([]) }
  give(pairs(vectors, vectors.neighbors(of: vectors.words[word], count: count)))
}

/// Gives the words nearest to b − a + c, a, b and c themselves not left out: number and cosine in turn; then the places of a,
/// b, c, b − a + c and those words on the plane of the first four.
@_expose(wasm, "completed") @_cdecl("completed")
public func completed(_ a: Int, _ b: Int, _ c: Int, _ count: Int) {
  guard let vectors else { return give([]) }
  let corners = [a, b, c].map { Array(vectors.unit[row: $0]) }
  let tip = corners[0].indices.map { corners[1][$0] - corners[0][$0] + corners[2][$0] }
  let found = vectors.best(vectors.cosines(with: tip), count: count, leavingOut: [])
  let plane = PrincipalComponents(of: Matrix(corners + [tip]))
  give(
    pairs(vectors, found)
      + plane.project(Matrix(corners + [tip] + found.compactMap { vectors[$0.word] })).values)
}

/// Gives the places of words on the plane in which they lie widest.
@_expose(wasm, "onPlane") @_cdecl("onPlane")
public func onPlane(_ numbers: UnsafePointer<Int32>, _ count: Int) {
  let X = rows((0..<count).map { Int(numbers[$0]) })
  give(PrincipalComponents(of: X).project(X).values)
}

/// Gives the mean cosine of the steps of pairs, the same with shuffled partners, how many go along with the mean of the others;
/// then the places of the words, along their mean step or on the plane in which they lie widest.
@_expose(wasm, "stepsOfPairs") @_cdecl("stepsOfPairs")
public func stepsOfPairs(_ numbers: UnsafePointer<Int32>, _ count: Int, _ isAlongMean: Bool) {
  let all = (0..<2 * count).map { Int(numbers[$0]) }
  let X = rows(all)
  let own = PairSteps(of: X)
  let shuffled = PairSteps(of: rows(all.indices.map { $0 % 2 == 0 ? all[$0] : all[($0 + 2) % all.count] }))
  let places = isAlongMean ? own.places(of: X) : PrincipalComponents(of: X).project(X)
  give([own.meanCosine, shuffled.meanCosine, Float(own.alongOthers)] + places.values)
}

private func pairs(_ vectors: WordVectors, _ found: [WordVectors.Neighbor]?) -> [Float] {
  (found ?? []).flatMap { [Float(vectors.number(of: $0.word) ?? 0), $0.cosine] }
}

private func rows(_ numbers: [Int]) -> Matrix {
  guard let vectors else { return Matrix(rows: 4, columns: 2) }
  return Matrix(numbers.map { Array(vectors.unit[row: $0]) })
}
