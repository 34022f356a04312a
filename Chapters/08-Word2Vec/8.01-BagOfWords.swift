import Figures
import Formats
import ReadAlong
import Word2Vec

let bags = Section(
  "8.1", "A text as a bag, a word as a number", deck: "Deep Learning From Scratch: Visualization"
) { page in
  page.text(
    """
    The plainest vector of a text counts how often each word of the vocabulary occurs in it. Order is lost, and \
    texts on the same matter share words, so the cosine of the angle between two bags says something. Here it is taken with the first:
    """)
  let texts = [
    "the queen lives in the castle", "the king lives in the castle", "in the castle the queen lives",
    "her majesty resides at the palace",
  ].map { $0.split(separator: " ").map { Word($0.utf8) } }
  let vocabulary = Vocabulary(texts.flatMap { $0 })
  let bags = texts.map { bagOfWords($0, vocabulary) }
  page.table(
    ["text"] + vocabulary.words.prefix(5).map(\.description) + ["cosine"],
    zip(texts, bags).map { text, bag in
      [text.map(\.description).joined(separator: " ")] + bag.prefix(5).map { fixed($0, 0) } + [fixed(cosine(bags[0], bag), 3)]
    })
  page.text(
    """
    The third text has the same bag as the first. The last means the same and shares nothing with it but "the": \
    to a bag of words "queen" is as far from "majesty" as from any word, since each word is a direction of its \
    own, at right angles to all others. Better would be a vector for each word, short, and such that words of \
    near meaning are near. "You shall know a word by the company it keeps", the slide quotes J. R. Firth; so let \
    the company decide.
    """)
}
