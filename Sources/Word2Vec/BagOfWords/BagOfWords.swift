// A text as a vector: how often each word occurs in it, order forgotten.
//
// It needs a number for every word of the vocabulary, nearly all of them zero, and to it "red" is as far from
// "blue" as from "parliament". Hence the wish for a vector a *word*, short, and near for near meanings.
//
// Shapes:  bag: words of the vocabulary

import Matrices

/// How often each word of the vocabulary occurs in the text; others are passed over.
public func bagOfWords(_ text: [Word], _ vocabulary: Vocabulary) -> [Float] {
  var bag = [Float](repeating: 0, count: vocabulary.count)
  for number in text.compactMap({ vocabulary.number(of: $0) }) { bag[number] += 1 }
  return bag
}

/// The cosine of the angle between two vectors, from −1 to 1; 0 when one is all zeros.
public func cosine(_ a: [Float], _ b: [Float]) -> Float {
  let squares = dot(a, a) * dot(b, b)
  let lengths = squares.isNormal ? squares.squareRoot() : dot(a, a).squareRoot() * dot(b, b).squareRoot()
  require(lengths < .infinity, "the product of two lengths is \(lengths)")
  return lengths == 0 ? 0 : dot(a, b) / lengths
}
