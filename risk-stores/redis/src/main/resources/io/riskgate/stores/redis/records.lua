-- One call to each of some records: appends, and answers with what the caller does not know.
--
-- A record is a list: the point of its snapshot, the snapshot, then the changes behind it. A point is 16 bytes (version,
-- token), a change its token (8 bytes) and its body. So versions are counted by the list's length, and no token is ever
-- a number in here, where numbers have 53 bits.
--
-- KEYS the records; four arguments for each of them, in the same order:
--   the point that the caller knows
--   the change; empty to read only
--   for how many ms the record is needed from now, of which it then gets an eighth more; -1 for good
--   the point of a snapshot and its body; empty if there is none
--
-- Answers for each record with nothing (there is none), with "" and the changes after the known point, or with point,
-- snapshot and all changes; in any case without the one that is appended. What is refused half way has changed the
-- records before it; sent again it has no effect twice.
local call, sub, unpack = redis.call, string.sub, struct.unpack

local function append(key, change, keep)
  local length = call('RPUSH', key, change)
  if length == 1 then
    call('LPUSH', key, '', string.rep('\0', 16))
    length = 3
    if keep >= 0 then
      call('PEXPIRE', key, math.floor(keep * 1.125))
    end
  else
    local left = call('PTTL', key)
    if left >= 0 then
      if keep < 0 then
        call('PERSIST', key)
      elseif left < keep then
        call('PEXPIRE', key, math.floor(keep * 1.125))
      end
    end
  end
  return length
end

-- What is behind the known point, which is the element `at` of the list or, where that is 1, the snapshot's.
local function tail(key, point, at, known, last)
  if at == last then
    -- Nothing new, as nearly always.
    if at == 1 and point == known or at > 1 and sub(call('LINDEX', key, at), 1, 8) == sub(known, 9) then
      return {''}
    end
  elseif at == 1 then
    if point == known then
      local answer = call('LRANGE', key, 1, last)
      answer[1] = ''
      return answer
    end
  else
    local answer = call('LRANGE', key, at, last)
    if sub(answer[1], 1, 8) == sub(known, 9) then
      answer[1] = ''
      return answer
    end
  end
end

local function put(key, base, length, snapshot)
  local at = unpack('>I8', snapshot) - base + 1
  if at >= 2 and at < length and sub(call('LINDEX', key, at), 1, 8) == sub(snapshot, 9, 16) then
    call('LSET', key, at - 1, sub(snapshot, 1, 16))
    call('LSET', key, at, sub(snapshot, 17))
    call('LTRIM', key, at - 1, -1)
  end
end

local answers = {}
for i, key in ipairs(KEYS) do
  local known, change, snapshot = ARGV[4 * i - 3], ARGV[4 * i - 2], ARGV[4 * i]
  local length, last
  if change ~= '' then
    length = append(key, change, tonumber(ARGV[4 * i - 1]))
    last = length - 2
  else
    length = call('LLEN', key)
    last = length - 1
  end
  local answer
  if length == 0 then
    answer = {}
  else
    local point = call('LINDEX', key, 0)
    local base = unpack('>I8', point)
    local version = unpack('>I8', known)
    local at = version - base + 1
    if version > 0 and at >= 1 and at <= last then
      answer = tail(key, point, at, known, last)
    end
    answer = answer or call('LRANGE', key, 0, last)
    if snapshot ~= '' then
      put(key, base, length, snapshot)
    end
  end
  answers[i] = answer
end
return answers
