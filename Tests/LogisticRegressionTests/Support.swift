import Companion
import Matrices
import Testing

@testable import LogisticRegression
