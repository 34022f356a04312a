@testable import ConvolutionalNetwork
import Testing
