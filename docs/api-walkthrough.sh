#!/bin/sh
# The whole life of one post by API, against the running demo: ./mvnw -Pdemo, then sh docs/api-walkthrough.sh
# Needs curl, grep, sed, base64. Prints each call and its answer; tokens stay in their variables.
# COUNTERSIGN names another address of the agency harbour than http://harbour.localhost:8080.
set -eu
COUNTERSIGN=${COUNTERSIGN:-http://harbour.localhost:8080}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# the first text, or all texts, that a JSON answer holds under a name
text() { grep -o "\"$1\":\"[^\"]*\"" "$work/answer" | sed 's/^[^:]*:"//; s/"$//' | head -n "${2:-1}"; }
# the id of the first of a list's items that holds these words
one() { sed 's/},{/}\n{/g' "$work/answer" | grep -F "$1" | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4; }
etag() { sed -n 's/^ETag: //Ip' "$work/headers" | tr -d '\r'; }
say() { printf '\n# %s\n' "$1"; }
# an answer's members, as many as fit on a line
fold_json() {
  sed 's/,"/,\n"/g' | awk '{ if (length(line) + length($0) > 116) { print line; line = " " $0 } else line = line $0 } END { print line }'
}
# shows a call as it can be typed, makes it, shows the answer's head and body
call() {
  printf '$ %s\n' "$1"
  eval "$1 -sS -m 60 -D '$work/headers' -o '$work/answer'"
  tr -d '\r' <"$work/headers" | grep -iE '^(HTTP|Location|ETag|Link|Idempotency-Replayed)' || true
  fold_json <"$work/answer"
}
token() {
  curl -sS -m 60 -d grant_type=password -d client_id=countersign-cli -d "username=$1" -d "password=demo-$1-2026" \
    "$ISSUER/protocol/openid-connect/token" -o "$work/token"
  sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' "$work/token"
}

say 'Which agency is this, and where do its people sign in?'
call "curl $COUNTERSIGN/api/v1"
ISSUER=$(text issuer)

say 'A token for Mara, who manages the account, and one for Ruth, who approves for the client'
cat <<END
$ MARA=\$(curl -d grant_type=password -d client_id=countersign-cli -d username=mara -d password=demo-mara-2026 \\
    $ISSUER/protocol/openid-connect/token |
    sed 's/.*"access_token":"\([^"]*\)".*/\\1/')
END
MARA=$(token mara)
echo '$ RUTH=...   # the same for ruth'
RUTH=$(token ruth)
[ -n "$MARA" ] && [ -n "$RUTH" ]

say 'Who am I, which brands are there, and where do they publish?'
call "curl -H \"Authorization: Bearer \$MARA\" $COUNTERSIGN/api/v1/people/me"
call "curl -H \"Authorization: Bearer \$MARA\" '$COUNTERSIGN/api/v1/brands?limit=50'"
BRAND=$(one '"name":"Halden Roast"')
call "curl -H \"Authorization: Bearer \$MARA\" '$COUNTERSIGN/api/v1/channels?brand=$BRAND'"
CHANNEL=$(one '"connected":true')

say 'Upload a picture; what counts is its bytes, not its name'
base64 -d >"$work/beans.png" <<'PICTURE'
iVBORw0KGgoAAAANSUhEUgAAAHgAAABQCAIAAABd+SbeAAABOUlEQVR42u3QoQ1DIQBAwT8JG1RVVVW1pglJDXVIJBKJRCKRzNoN
nka85Ca4630LIKKEMiqoooY6GmiihTa6jDbaaKONNtpoo4022mijz42+BxBRQhkVVFFDHQ000UIbGW200UYbbbTRRhtttNFGHxz9
CCCihDIqqKKGOhpoooU2Mtpoo4022mijjTbaaKONPjj6GUBECWVUUEUNdTTQRAttZLTRRhtttNFGG2200UYbfXD0K4CIEsqooIoa
6migiRbayGijjTbaaKONNtpoo402+uDoTwARJZRRQRU11NFAEy20kdFGG2200UYbbbTRRhtt9MHR3wAiSiijgipqqKOBJlpoI6ON
Ntpoo4022mijjTba6IOjfwFElFBGBVXUUEcDTbTQRkYbbbTRRhtttNFGG2200cdG/wFVf8TD8AjF6gAAAABJRU5ErkJggg==
PICTURE
echo '$ PICTURE=beans.png'
PICTURE=$work/beans.png
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: image/png' --data-binary @\$PICTURE '$COUNTERSIGN/api/v1/assets?brand=$BRAND'"
SHA256=$(text sha256)

say 'Begin a campaign. Sent twice with one key, it is made once'
stamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)
campaign="{\"brandId\":\"$BRAND\",\"name\":\"Walkthrough $stamp\",\"objective\":\"Show the line\",\"startsOn\":\"2026-01-01\",\"endsOn\":\"2036-12-31\"}"
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -H 'Idempotency-Key: campaign-$stamp' -d '$campaign' $COUNTERSIGN/api/v1/campaigns"
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -H 'Idempotency-Key: campaign-$stamp' -d '$campaign' $COUNTERSIGN/api/v1/campaigns"
CAMPAIGN=$(text id)

say 'What would the rules and the network say of this text?'
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -d '{\"channel\":\"$CHANNEL\",\"text\":\"A cup a day and you never catch a cold.\"}' $COUNTERSIGN/api/v1/screenings"

say 'Write the post without that claim, due now'
due=$(date -u +%Y-%m-%dT%H:%M:%SZ)
post="{\"campaignId\":\"$CAMPAIGN\",\"title\":\"New roast\",\"plannedAt\":\"$due\",\"variants\":[{\"channelId\":\"$CHANNEL\",\"text\":\"Roasted this minute, $stamp. #coffee\",\"media\":[{\"sha256\":\"$SHA256\",\"alt\":\"Coffee beans in warm light\"}]}]}"
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -H 'Idempotency-Key: post-$stamp' -d '$post' $COUNTERSIGN/api/v1/posts"
POST=$(text id)
VERSION=$(etag)

say 'Submit it, as the version that was read'
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -H 'If-Match: $VERSION' -H 'Idempotency-Key: submission-$stamp' -d '{\"post\":\"$POST\",\"note\":\"For today\"}' $COUNTERSIGN/api/v1/submissions"
SUBMISSION=$(text id)

say 'Mara cannot decide on her own work'
DIGEST=$(sed -n 's/.*"handle":"[^"]*","digest":"\([0-9a-f]*\)".*/\1/p' "$work/answer")
decision="{\"kind\":\"APPROVE\",\"digests\":[\"$DIGEST\"]}"
call "curl -H \"Authorization: Bearer \$MARA\" -H 'Content-Type: application/json' -d '$decision' $COUNTERSIGN/api/v1/submissions/$SUBMISSION/decisions"

say 'Ruth sees what waits for her, and exactly what would go out; she approves that digest'
call "curl -H \"Authorization: Bearer \$RUTH\" '$COUNTERSIGN/api/v1/submissions?mine=true&limit=1'"
call "curl -H \"Authorization: Bearer \$RUTH\" $COUNTERSIGN/api/v1/submissions/$SUBMISSION"
call "curl -H \"Authorization: Bearer \$RUTH\" -H 'Content-Type: application/json' -H 'Idempotency-Key: decision-$stamp' -d '$decision' $COUNTERSIGN/api/v1/submissions/$SUBMISSION/decisions"

say 'Follow the publication until it is out'
i=0
until call "curl -H \"Authorization: Bearer \$MARA\" '$COUNTERSIGN/api/v1/publications?post=$POST'" >"$work/shown" && grep -q '"state":"PUBLISHED"' "$work/answer"; do
  i=$((i + 1))
  [ "$i" -lt 60 ] || { cat "$work/shown"; echo 'It was not published within a minute.' >&2; exit 1; }
  sleep 1
done
cat "$work/shown"
URI=$(text uri)
PUBLICATION=$(text id)
rest=${URI#at://}
REPO=${rest%%/*}
KEY=${rest##*/}

say 'Read it back from the social server itself'
call "curl -H \"Authorization: Bearer \$MARA\" $COUNTERSIGN/api/v1/channels/$CHANNEL" >/dev/null
SERVER=$(text serviceUrl)
call "curl '$SERVER/xrpc/com.atproto.repo.getRecord?repo=$REPO&collection=app.bsky.feed.post&rkey=$KEY'"
grep -q "Roasted this minute, $stamp" "$work/answer"

say 'What the audit chain says of the post and its publication, and whether the whole chain holds'
call "curl -H \"Authorization: Bearer \$MARA\" '$COUNTERSIGN/api/v1/audit?about=$POST'"
call "curl -H \"Authorization: Bearer \$MARA\" '$COUNTERSIGN/api/v1/audit?about=$PUBLICATION'"
call "curl -H \"Authorization: Bearer \$MARA\" $COUNTERSIGN/api/v1/audit/verification"
grep -q '"whole":true' "$work/answer"
