// a is to b as c is to which word d? (deck S, "Analogies").
//
//     d = argmax_x (b − a + c)ᵀ x / ‖b − a + c‖        the word in the direction of b − a + c
//     d ~ argmax_x (bᵀx − aᵀx + cᵀx)                   like b, like c, unlike a
//
// On unit vectors the two agree: the second is the first times ‖b − a + c‖, which is the same for every x. On
// vectors as they are they need not, since a long x has large products in the second, and the first, as the
// slide writes it, does not divide by ‖x‖ either. a, b and c themselves are left out: often b or c would win.

import Matrices

extension WordVectors {
  /// The first form: the words in the direction of b − a + c. Nil if a word is unknown.
  public func analogy(_ a: Word, _ b: Word, _ c: Word, count: Int = 1) -> [Neighbor]? {
    guard let a1 = self[a], let b1 = self[b], let c1 = self[c] else { return nil }
    let target = a1.indices.map { b1[$0] - a1[$0] + c1[$0] }
    return best(cosines(with: target), count: count, leavingOut: [a, b, c])
  }

  /// The second form: the words with the largest bᵀx − aᵀx + cᵀx, which is what `cosine` then holds.
  public func shiftedAnalogy(_ a: Word, _ b: Word, _ c: Word, count: Int = 1) -> [Neighbor]? {
    guard let a1 = self[a], let b1 = self[b], let c1 = self[c] else { return nil }
    let (toA, toB, toC) = (cosines(with: a1), cosines(with: b1), cosines(with: c1))  // words
    let scores = toA.indices.map { toB[$0] - toA[$0] + toC[$0] }
    return best(scores, count: count, leavingOut: [a, b, c])
  }
}
