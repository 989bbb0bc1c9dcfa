// Signs or verifies one token with LiveKit's own library, or lists what its protocol has: a JSON object comes in by stdin,
// another goes out by stdout. See TokenCrossContractTest.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"time"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/livekit/protocol/auth"
	"github.com/livekit/protocol/livekit"
)

type request struct {
	Op     string           `json:"op"`
	Key    string           `json:"key"`
	Secret string           `json:"secret"`
	TTL    int              `json:"ttl"`
	Token  string           `json:"token"`
	Claims auth.ClaimGrants `json:"claims"`
}

func main() {
	var raw json.RawMessage
	var r request
	check(json.NewDecoder(os.Stdin).Decode(&raw))
	check(json.Unmarshal(raw, &r))
	var sub struct {
		Claims struct {
			Sub string `json:"sub"`
		} `json:"claims"`
	}
	check(json.Unmarshal(raw, &sub))
	answer := map[string]any{"unknown": []string{}}
	var err error
	switch r.Op {
	case "sign":
		answer["token"], err = sign(r, sub.Claims.Sub)
	case "verify":
		answer["claims"], err = verify(r)
	case "members":
		answer["members"] = members(reflect.TypeOf(auth.ClaimGrants{}), "")
	case "rpcs":
		answer["rpcs"] = rpcs()
	}
	if err != nil {
		answer = map[string]any{"error": err.Error()}
	}
	check(json.NewEncoder(os.Stdout).Encode(answer))
}

func sign(r request, identity string) (string, error) {
	c := r.Claims
	return auth.NewAccessToken(r.Key, r.Secret).
		SetIdentity(identity).
		SetName(c.Name).
		SetKind(c.GetParticipantKind()).
		SetKindDetail(c.GetKindDetails()...).
		SetVideoGrant(c.Video).
		SetSIPGrant(c.SIP).
		SetAgentGrant(c.Agent).
		SetInferenceGrant(c.Inference).
		SetObservabilityGrant(c.Observability).
		SetMetadata(c.Metadata).
		SetAttributes(c.Attributes).
		SetSha256(c.Sha256).
		SetRoomPreset(c.RoomPreset).
		SetRoomConfig(c.GetRoomConfiguration()).
		SetValidFor(time.Duration(r.TTL) * time.Second).
		ToJWT()
}

func verify(r request) (map[string]any, error) {
	v, err := auth.ParseAPIToken(r.Token)
	if err != nil {
		return nil, err
	}
	registered, grants, err := v.Verify(r.Secret)
	if err != nil {
		return nil, err
	}
	claims := map[string]any{}
	for _, part := range []any{grants, registered} {
		text, err := json.Marshal(part)
		check(err)
		check(json.Unmarshal(text, &claims))
	}
	delete(claims, "identity")
	claims["sub"] = grants.Identity
	return claims, nil
}

// members lists the JSON names with their Go types, such as "video.canPublish *bool".
func members(t reflect.Type, prefix string) []string {
	var names []string
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		name := prefix + strings.Split(field.Tag.Get("json"), ",")[0]
		if field.Type.Kind() == reflect.Ptr && strings.HasSuffix(field.Type.Elem().Name(), "Grant") {
			names = append(names, members(field.Type.Elem(), name+".")...)
		} else {
			names = append(names, name+" "+field.Type.String())
		}
	}
	return names
}

func rpcs() []string {
	var names []string
	for _, file := range []protoreflect.FileDescriptor{
		livekit.File_livekit_room_proto,
		livekit.File_livekit_egress_proto,
		livekit.File_livekit_ingress_proto,
		livekit.File_livekit_sip_proto,
		livekit.File_livekit_agent_dispatch_proto,
		livekit.File_livekit_connector_proto,
	} {
		for i := 0; i < file.Services().Len(); i++ {
			service := file.Services().Get(i)
			for j := 0; j < service.Methods().Len(); j++ {
				names = append(names, string(service.Name())+"/"+string(service.Methods().Get(j).Name()))
			}
		}
	}
	return names
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
