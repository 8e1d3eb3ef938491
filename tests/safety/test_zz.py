import pytest, collections, pickle
pytestmark = pytest.mark.django_db
def test_t(walked):
    w=lambda l: [dict(v=s.visitor,r=s.address.route,p=s.address.path,side=s.side,st=s.status,h=s.headers,b=s.body,ref=s.refused,f=s.fault,c=s.cookies) for s in l]
    with open("/tmp/gb-safety/seen.pkl","wb") as f: pickle.dump(w(walked.seen), f)
    with open("/tmp/gb-safety/rest.pkl","wb") as f: pickle.dump(dict(before=walked.before,after=walked.after,last=walked.last,sent=w(walked.sent),unsigned=w(walked.unsigned),logged=walked.logged,stored=walked.stored,planted=walked.planted), f)
    print(len(walked.seen),len(walked.sent),len(walked.unsigned))
