import Foundation

/// Ten words of four dimensions as gensim writes them (Tests/Word2VecTests/reference.py).
let gensimText = """
  10 4
  the -0.19306931 -0.45049506 0.024752475 0.23267327
  king 1.0 0.0 0.1 1.0
  queen 0.1 1.0 0.2 1.0
  man 1.0 0.1 0.0 0.0
  woman 0.0 1.0 0.1 0.1
  café -0.13366337 0.26237625 0.3910891 0.25247526
  Paris -0.15346535 0.17326732 0.23267327 0.024752475
  paris -0.45049506 -0.19306931 -0.2029703 -0.48019803
  naïve_word -0.024752475 0.16336633 0.08415841 -0.26237625
  x 0.12376238 0.24257426 0.09405941 -0.32178217

  """

let gensimBinary = [UInt8](Data(base64Encoded: gensimBase64) ?? Data())

private let gensimBase64 = """
  MTAgNAp0aGUg9rNFvkqn5r60xco850FuPmtpbmcgAACAPwAAAADNzMw9AACAP3F1ZWVuIM3MzD0AAIA/zcxMPgAAgD9tYW4g\
  AACAP83MzD0AAAAAAAAAAHdvbWFuIAAAAAAAAIA/zczMPc3MzD1jYWbDqSAN3wi+LlaGPtU8yD5wRIE+UGFyaXMgBSYdvv1s\
  MT7nQW4+tMXKPHBhcmlzIEqn5r72s0W+ctdPvoTc9b5uYcOvdmVfd29yZCC0xcq8gUknPj9brD0uVoa+eCAhd/09Y2V4Pjii\
  wD2iwKS+
  """
