-- One call to one record: appends, and answers with what the caller does not know.
--
-- A record is a list: the point of its snapshot, the snapshot, then the changes behind it. A point is 16 bytes (version,
-- token), a change its token (8 bytes) and its body. So versions are counted by the list's length, and no token is ever
-- a number in here, where numbers have 53 bits.
--
-- KEYS[1] the record
-- ARGV[1] version and ARGV[2] token that the caller knows
-- ARGV[3] the change; empty to read only
-- ARGV[4] for how many ms the record is needed, and ARGV[5] how long it then gets; -1 for good
-- ARGV[6] version, ARGV[7] point and ARGV[8] body of a snapshot, if there is one
--
-- Answers with nothing (there is no record), with "" and the changes after the known point, or with point, snapshot and
-- all changes; in any case without the one that is appended. What can fail comes before the first write.
local key = KEYS[1]
local length
local last = -1
if ARGV[3] ~= '' then
  length = redis.call('RPUSH', key, ARGV[3])
  last = -2
  if length == 1 then
    redis.call('LPUSH', key, '', string.rep('\0', 16))
    length = 3
    if ARGV[4] ~= '-1' then
      redis.call('PEXPIRE', key, ARGV[5])
    end
  else
    local left = redis.call('PTTL', key)
    if left >= 0 then
      if ARGV[4] == '-1' then
        redis.call('PERSIST', key)
      elseif left < tonumber(ARGV[4]) then
        redis.call('PEXPIRE', key, ARGV[5])
      end
    end
  end
else
  length = redis.call('LLEN', key)
  if length == 0 then
    return {}
  end
end

local base = struct.unpack('>I8', redis.call('LINDEX', key, 0))
local known = tonumber(ARGV[1])
local at = known - base + 1
local answer
if known > 0 and at >= 1 and at <= length + last then
  if at == 1 then
    if string.sub(redis.call('LINDEX', key, 0), 9) == ARGV[2] then
      answer = redis.call('LRANGE', key, 1, last)
      answer[1] = ''
    end
  else
    local tail = redis.call('LRANGE', key, at, last)
    if string.sub(tail[1], 1, 8) == ARGV[2] then
      tail[1] = ''
      answer = tail
    end
  end
end
if not answer then
  answer = redis.call('LRANGE', key, 0, last)
end

if ARGV[6] then
  at = tonumber(ARGV[6]) - base + 1
  if at >= 2 and at < length then
    if string.sub(redis.call('LINDEX', key, at), 1, 8) == string.sub(ARGV[7], 9) then
      redis.call('LSET', key, at - 1, ARGV[7])
      redis.call('LSET', key, at, ARGV[8])
      redis.call('LTRIM', key, at - 1, -1)
    end
  end
end
return answer
