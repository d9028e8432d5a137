-- Takes entries out of a part of the index whose records are gone, unless they were written again since they were read.
--
-- KEYS[1] the part; ARGV pairs of score and member
-- Answers with how many were taken out.
local gone = 0
for i = 1, #ARGV, 2 do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i + 1])
  if score and tonumber(score) == tonumber(ARGV[i]) then
    gone = gone + redis.call('ZREM', KEYS[1], ARGV[i + 1])
  end
end
return gone
