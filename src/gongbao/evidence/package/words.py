"""The words of a package: how to check it, in Chinese first."""

README = """电子劳动合同证据包

怎样核验（不需要签发系统，不联网）：
1. 解压到一个文件夹。
2. 自备信任根：把您信任的电子认证机构、时间戳机构的根证书（PEM）放进一个文件夹，例如 roots。
   信任根不能从本包里取，否则等于让出证人自证。
3. 用下列任一方法：
   sh verify.sh roots                      只用 openssl 3.0 以上和 coreutils
   python3 -I -S verify.py --roots roots   只用 Python 3.9 以上的标准库
   gongbao verify 证据包.zip --roots roots  用本系统的核验程序
4. 结果只有三种：有效（退出码 0）、不予认可（3，并写明原因）、不能判断（4，并写明缺什么）。

包里有什么：
  contract.pdf   合同全文，双方签名和时间戳都在里面
  sig/           从合同里抽出的每个签名，openssl 可以单独核验
  certs/ crl/    用到的证书和吊销资料
  events.jsonl   过程记录：展示说明、同意、身份核验、签署等，每条含上一条的摘要
  ledger/        存证日志的叶子、路径、检查点和一致性证明（RFC 9162，SM3）
  tst/           检查点的时间戳，SM2 和 RSA 各一个（RFC 3161）
  report.pdf     中文核验报告；report.xml 为 ETSI TS 119 102-2 格式
  sums.txt       其他每个文件的 SM3、SHA-256 和长度；sums.sig 为经办系统对它的签名，sums.tst 为时间戳

SM2 签名一律使用用户标识 1234567812345678。

How to check: unpack, put the root certificates YOU trust into a folder, then run verify.sh or verify.py as above.
Answers: valid (0), refused with its reason (3), cannot be judged and what is missing (4).
"""
