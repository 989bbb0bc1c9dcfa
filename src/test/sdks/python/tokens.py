"""Signs or verifies one token with LiveKit's SDK: a JSON object comes in by stdin, another goes out by stdout.

See TokenCrossContractTest.
"""

import dataclasses
import datetime
import json
import sys

from google.protobuf.json_format import ParseDict
from livekit import api
from livekit.api import access_token as sdk
from livekit.protocol.room import RoomConfiguration

GRANTS = {
    "video": sdk.VideoGrants,
    "sip": sdk.SIPGrants,
    "inference": sdk.InferenceGrants,
    "observability": sdk.ObservabilityGrants,
    "agent": sdk.AgentGrants,
}


def sign(request):
    token = api.AccessToken(request["key"], request["secret"])
    token.with_ttl(datetime.timedelta(seconds=request["ttl"]))
    unknown = []
    for name, value in request["claims"].items():
        if name == "sub":
            token.with_identity(value)
        elif name == "roomConfig":
            token.with_room_config(ParseDict(value, RoomConfiguration()))
        elif name in GRANTS:
            grant = GRANTS[name]
            members = {sdk.camel_to_snake(k): v for k, v in value.items()}
            known = {field.name for field in dataclasses.fields(grant)}
            unknown += [f"{name}.{member}" for member in members if member not in known]
            setattr(token.claims, name, grant(**{k: v for k, v in members.items() if k in known}))
        elif hasattr(token, "with_" + sdk.camel_to_snake(name)):
            getattr(token, "with_" + sdk.camel_to_snake(name))(value)
        else:
            unknown.append(name)
    return {"token": token.to_jwt(), "unknown": unknown}


def verify(request):
    claims = api.TokenVerifier(request["key"], request["secret"]).verify(request["token"]).asdict()
    known = {sdk.snake_to_lower_camel(field.name) for field in dataclasses.fields(sdk.Claims)}
    unknown = [name for name in ("kindDetails",) if name not in known]
    claims["sub"] = claims.pop("identity", "")
    return {"claims": claims, "unknown": unknown}


request = json.load(sys.stdin)
try:
    print(json.dumps(sign(request) if request["op"] == "sign" else verify(request)))
except Exception as e:  # The test asserts on a refusal.
    print(json.dumps({"error": repr(e)}))
