import pytest, collections, pickle
pytestmark = pytest.mark.django_db
def test_t(walked):
    c = collections.Counter((s.visitor, s.status) for s in walked.seen)
    for k,v in sorted(c.items()): print(k,v)
    for s in walked.seen:
        if s.status>=500: print(s, s.fault[-1500:])
    pickle.dump([dict(v=s.visitor,r=s.address.route,p=s.address.path,side=s.side,st=s.status,h=s.headers,b=s.body,ref=s.refused,f=s.fault,c=s.cookies) for s in walked.seen], open("/tmp/gb-safety/seen.pkl","wb"))
    pickle.dump(dict(before=walked.before,after=walked.after,logged=walked.logged,stored=walked.stored), open("/tmp/gb-safety/rest.pkl","wb"))
